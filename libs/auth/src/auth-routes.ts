import type { Auth } from './auth.ts';
import { errorFields, type Log } from './log.ts';
import { isForgery } from './origin.ts';
import { problemResponse, requestIdOf } from './problem.ts';
import { readBody } from './request-body.ts';

const basePath = '/api/auth';

/** Far more than a name, an address and a password need. */
const bodyBytesMax = 16 * 1024;

/** What the pages use. Everything else that Better Auth offers, such as a token for scripts, stays shut. */
const openPaths = new Set(['/jwks', '/sign-in/email', '/sign-out', '/sign-up/email']);

export interface AuthRoutesOptions {
  auth: () => Auth;
  trustedOrigins: () => readonly string[];
  /** Whether X-Forwarded-For comes from a proxy of ours, and not from whoever asks. */
  hasTrustedProxy: () => boolean;
  /** Called before a session ends, to drop what was kept for it. */
  onSignOut: (headers: Headers) => void;
  log: Log;
}

/** The request with its body in memory, and with no address that the sender made up. */
function cleanRequest(
  request: Request,
  body: Uint8Array<ArrayBuffer> | null,
  keepsAddress: boolean,
) {
  const headers = new Headers(request.headers);
  if (!keepsAddress) headers.delete('x-forwarded-for');
  return new Request(request.url, { method: request.method, headers, body });
}

/** Better Auth puts the session's token into some answers too, where a script could read it. */
async function withoutToken(response: Response): Promise<Response> {
  if (!response.ok || response.headers.get('content-type')?.includes('json') !== true) {
    return response;
  }
  const body: unknown = await response.json();
  if (body !== null && typeof body === 'object') Reflect.deleteProperty(body, 'token');
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(JSON.stringify(body), { status: response.status, headers });
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
    try {
      const body = await readBody(request, bodyBytesMax);
      if (body === 'too large') {
        return refuse(413, 'Too large', 'The request is too large, so nothing was changed.');
      }
      if (path === '/sign-out') options.onSignOut(request.headers);
      const asked = cleanRequest(request, body, options.hasTrustedProxy());
      const response = await options.auth().handler(asked);
      if (response.status >= 500) throw new Error(`Better Auth answered ${response.status}`);
      return await withoutToken(withRetryAfter(response));
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
