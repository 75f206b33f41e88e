import { callBetterAuth } from './better-auth-answers.ts';
import { hashOfInvitation } from './invitations.ts';
import { OidcUnavailable, providerId, type Oidc } from './oidc.ts';
import { textOf } from './request-fields.ts';

/** The paths under /api/auth by which people sign in with a provider of identities. */
export const oidcPaths = new Map<string, 'GET' | 'POST'>([
  [`/callback/${providerId}`, 'GET'],
  ['/oidc/connect', 'POST'],
  ['/oidc/sign-in', 'POST'],
]);

export interface OidcRoutesOptions {
  oidc: Oidc;
  publicUrl: string;
}

/** A page of this origin, as the address may go on behind it. */
const ownPage = /^\/(?![/\\])/;

/** Null where the provider cannot be used now. */
export type OidcRoute = (path: string, request: Request, body: unknown) => Promise<Response | null>;

/**
 * Of what Better Auth takes for a sign-in, pages say only where to go on and which invitation they have: it
 * would also take tokens that somebody has from elsewhere.
 */
export function createOidcRoute({ oidc, publicUrl }: OidcRoutesOptions): OidcRoute {
  const page = (path: string) => new URL(path, publicUrl).href;

  function redirection(request: Request, path: string, values: object): Request {
    const headers = new Headers(request.headers);
    headers.delete('content-length');
    const body = JSON.stringify({ provider: providerId, disableRedirect: true, ...values });
    return new Request(`${publicUrl}/api/auth${path}`, { method: 'POST', headers, body });
  }

  function askedOf(path: string, request: Request, body: unknown): Request {
    if (path === '/oidc/connect') {
      const back = page('/account');
      return redirection(request, '/link-social', { callbackURL: back, errorCallbackURL: back });
    }
    if (path === '/oidc/sign-in') {
      const next = textOf(body, 'next') ?? '/';
      const invitation = textOf(body, 'invitation');
      return redirection(request, '/sign-in/social', {
        callbackURL: page(ownPage.test(next) ? next : '/'),
        errorCallbackURL: page('/sign-in'),
        // Kept in the database until the person comes back, where no token lies.
        ...(invitation !== undefined && {
          additionalData: { invitationHash: hashOfInvitation(invitation) },
        }),
      });
    }
    return request;
  }

  return async (path, request, body) => {
    try {
      return await callBetterAuth(await oidc.auth(), askedOf(path, request, body));
    } catch (error) {
      if (!(error instanceof OidcUnavailable)) throw error;
      if (request.method !== 'GET') return null;
      return Response.redirect(page('/sign-in?error=provider_unavailable'));
    }
  };
}
