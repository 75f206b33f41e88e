import type { Auth } from './auth.ts';
import { errorFields, type Log } from './log.ts';
import { isForgery } from './origin.ts';
import { problemResponse, requestIdOf } from './problem.ts';

const basePath = '/api/auth';

/** What the pages use. Everything else that Better Auth offers, such as a token for scripts, stays shut. */
const openPaths = new Set([
  '/get-session',
  '/jwks',
  '/sign-in/email',
  '/sign-out',
  '/sign-up/email',
]);

export interface AuthRoutesOptions {
  auth: () => Auth;
  trustedOrigins: () => readonly string[];
  /** Called before a session ends, to drop what was kept for it. */
  onSignOut: (headers: Headers) => void;
  log: Log;
}

/** Better Auth names the wait in a header of its own; clients and proxies know the standard one. */
function withRetryAfter(response: Response): Response {
  const wait = response.headers.get('x-retry-after');
  if (wait === null || response.headers.has('retry-after')) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', wait);
  return new Response(response.body, { status: response.status, headers });
}

export function createAuthRoute(options: AuthRoutesOptions) {
  return async (request: Request): Promise<Response> => {
    const requestId = requestIdOf(request.headers);
    const refuse = (status: number, title: string, detail: string) =>
      problemResponse({ requestId, status, title, detail });
    const path = new URL(request.url).pathname.slice(basePath.length);
    if (!openPaths.has(path)) return refuse(404, 'Not found', 'There is nothing at this address.');
    if (isForgery(request.method, request.headers, options.trustedOrigins())) {
      return refuse(
        403,
        'Forbidden',
        'The request came from another site, so nothing was changed.',
      );
    }
    if (path === '/sign-out') options.onSignOut(request.headers);
    try {
      const response = await options.auth().handler(request);
      if (response.status >= 500) throw new Error(`Better Auth answered ${response.status}`);
      return withRetryAfter(response);
    } catch (error) {
      options.log.error('an account request failed', { requestId, path, ...errorFields(error) });
      return refuse(
        503,
        'Service unavailable',
        'Accounts cannot be reached right now. Try again in a moment.',
      );
    }
  };
}
