import type { Auth } from './better-auth.ts';

/** Better Auth puts the session's token into some answers too, where a script could read it. */
async function withoutToken(response: Response): Promise<Response> {
  if (!response.ok || response.headers.get('content-type')?.includes('json') !== true) {
    return response;
  }
  const text = await response.text();
  // It says of an answer without a body that it is JSON too.
  if (text === '')
    return new Response(null, { status: response.status, headers: response.headers });
  const body: unknown = JSON.parse(text);
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

/** The answer of Better Auth as a page may have it. */
export async function callBetterAuth(auth: Auth, request: Request): Promise<Response> {
  const response = await auth.handler(request);
  // Too many waiting is an answer; any other failure of the server has its cause in the log.
  if (response.status >= 500 && !response.headers.has('retry-after')) {
    throw new Error(`Better Auth answered ${response.status}`);
  }
  return withoutToken(withRetryAfter(response));
}
