import type { BetterAuthPlugin } from 'better-auth';
import { callBetterAuth } from '../auth/better-auth-answers.ts';
import type { Auth } from '../auth/better-auth.ts';
import type { ProgramRoute } from '../auth/auth-routes.ts';
import { oauthPlugin } from '../auth/oauth-plugin.ts';
import { errorFields, type Log } from '../base/log.ts';
import type { Database } from '../database/database.ts';
import { tidyClients, tidyTokens } from './oauth-housekeeping.ts';
import { authorizationUrl, registrationOf } from './oauth-requests.ts';
import { resourceOf } from './oauth-address.ts';

/** The paths under /api/auth by which programs get their tokens, and the one of the page that asks a person. */
export const oauthPaths = new Map<string, 'GET' | 'POST'>([
  ['/oauth2/authorize', 'GET'],
  ['/oauth2/consent', 'POST'],
  ['/oauth2/register', 'POST'],
  ['/oauth2/revoke', 'POST'],
  ['/oauth2/token', 'POST'],
]);
const jsonPaths = new Set(['/oauth2/consent', '/oauth2/register']);

const registrationsPerMinute = 30;
const tidyMilliseconds = 60 * 60 * 1000;

export interface OAuthRoutesOptions {
  publicUrl: string;
  requestsPerMinute: number;
  makeAuth: (plugin: BetterAuthPlugin) => Auth;
  database: () => Pick<Database, 'query'>;
  log: Log;
}

const noStore = { 'cache-control': 'no-store' };

/** The error of a token request by its standard name, where the library has another for it. */
async function withStandardError(response: Response): Promise<Response> {
  if (response.status !== 401 || response.headers.has('www-authenticate')) return response;
  const body = Object(await response.json().catch(() => null));
  return Response.json({ ...body, error: 'invalid_grant' }, { status: 400, headers: noStore });
}

function withBody(request: Request, body: unknown): Request {
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  return new Request(request.url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** What programs ask of the authorization server; what it may be asked is narrower than what the library takes. */
export function createOAuthRoute(options: OAuthRoutesOptions): ProgramRoute {
  const resource = resourceOf(options.publicUrl);
  const limits = { requestsPerMinute: options.requestsPerMinute, registrationsPerMinute };
  let made: Promise<Auth> | undefined;
  let tidiedAt = 0;

  /** It writes the resource into its table first; where that fails, the next request tries again. */
  function authorizationServer(): Promise<Auth> {
    made ??= (async () => {
      const auth = options.makeAuth(oauthPlugin({ resource, ...limits }));
      await auth.$context;
      return auth;
    })().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  }

  /** Where it fails, a later request does it. */
  async function tidy(what: (database: Pick<Database, 'query'>) => Promise<void>): Promise<void> {
    await what(options.database()).catch((error: unknown) =>
      options.log.warn('what programs left could not be tidied', errorFields(error)),
    );
  }

  async function register(request: Request, sent: unknown): Promise<Response> {
    const registration = registrationOf(sent);
    if ('error' in registration)
      return Response.json(registration, { status: 400, headers: noStore });
    const response = await callBetterAuth(
      await authorizationServer(),
      withBody(request, registration),
    );
    if (response.ok) await tidy(tidyClients);
    return response;
  }

  async function giveToken(request: Request): Promise<Response> {
    const response = await callBetterAuth(await authorizationServer(), request);
    if (response.ok && Date.now() - tidiedAt > tidyMilliseconds) {
      tidiedAt = Date.now();
      await tidy(tidyTokens);
    }
    return withStandardError(response);
  }

  return {
    paths: oauthPaths,
    jsonPaths,
    async answer(path, request, body) {
      if (path === '/oauth2/register') return register(request, body);
      if (path === '/oauth2/token') return giveToken(request);
      const asked =
        path === '/oauth2/authorize'
          ? new Request(authorizationUrl(new URL(request.url), resource), request)
          : request;
      return callBetterAuth(await authorizationServer(), asked);
    },
  };
}
