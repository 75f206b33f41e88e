import * as z from 'zod';
import { refreshScope } from '../auth/oauth-plugin.ts';

/**
 * What an authorization request is held to beyond what the program asks. A person is asked each time: no program
 * proves who it is, so one that was agreed to may be another one today (OAuth 2.1, section 7.3.1). The token is
 * for /mcp where the program names no resource, as those of older generations do.
 */
export function authorizationUrl(asked: URL, resource: string): URL {
  const url = new URL(asked);
  const query = url.searchParams;
  query.set('prompt', 'consent');
  // By its meaning the person would have to sign in anew, which this question stands for.
  query.delete('max_age');
  if (!query.has('resource')) query.set('resource', resource);
  const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean);
  if (scopes.length > 0 && !scopes.includes(refreshScope)) {
    query.set('scope', [...scopes, refreshScope].join(' '));
  }
  return url;
}

const text = (charactersMax: number) => z.string().min(1).max(charactersMax);

/**
 * What is read of a registration (RFC 7591). What would have this server ask an address that somebody made up,
 * such as `jwks_uri` or `logo_uri`, is not.
 */
const registration = z.object({
  client_name: text(100).optional(),
  redirect_uris: z.array(text(2_000)).min(1).max(20),
  application_type: z.enum(['native', 'web']).optional(),
  grant_types: z.array(text(100)).max(10).optional(),
  response_types: z.array(text(100)).max(10).optional(),
  scope: z.string().max(1_000).optional(),
});

export type RegistrationRefusal = {
  error: 'invalid_client_metadata' | 'invalid_redirect_uri' | 'invalid_scope';
  error_description: string;
};

/** Programs on a person's machine answer at it, or by a scheme of their own. */
const isNative = (uri: string): boolean =>
  URL.canParse(uri) &&
  (new URL(uri).protocol === 'http:' || !['http:', 'https:'].includes(new URL(uri).protocol));

const visible = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

/**
 * The registration as it is kept: no program has a secret, because it could not keep one, and each may refresh.
 * Older programs do not say that they are native, by which an address on the person's machine is allowed.
 */
export function registrationOf(sent: unknown): RegistrationRefusal | Record<string, unknown> {
  const { data, error } = registration.safeParse(sent);
  if (data === undefined) {
    const [issue] = error.issues;
    const isAddress = issue?.path[0] === 'redirect_uris';
    return {
      error: isAddress ? 'invalid_redirect_uri' : 'invalid_client_metadata',
      error_description: `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'invalid'}`,
    };
  }
  const { client_name = 'A program', redirect_uris, application_type } = data;
  if (!visible.test(client_name)) {
    return {
      error: 'invalid_client_metadata',
      error_description: 'client_name: has characters that nobody sees',
    };
  }
  return {
    client_name,
    redirect_uris,
    application_type: application_type ?? (redirect_uris.every(isNative) ? 'native' : 'web'),
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    ...(data.scope !== undefined && { scope: data.scope }),
  };
}
