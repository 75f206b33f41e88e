import { codeOf, errorFields, type Log } from './log.ts';
import { isForgery } from './origin.ts';
import { problemResponse, requestIdOf } from './problem.ts';
import { answerHeaders, upstreamHeaders } from './proxy-headers.ts';
import { declaresMoreThan, readBody } from './request-body.ts';
import type { IssuedToken } from './token.ts';
import { askUpstream, bodyOf, UpstreamTimeout } from './upstream.ts';

/** The only part of the API that this origin hands on, whatever else the API answers. */
const apiPath = '/api/v1/';
const chatPath = '/api/v1/chat';

/** The API's own limits. It closes the connection on more, and its answer could be lost with it. */
const bodyBytesMax = 64 * 1024;
const chatBodyBytesMax = 256 * 1024;

/** Connection problems that say "not there now"; everything else means a broken answer. */
const absentCodes = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
]);

export interface ApiProxyOptions {
  apiUrl: () => string;
  trustedOrigins: () => readonly string[];
  issueToken: (headers: Headers) => Promise<IssuedToken | null>;
  log: Log;
  /** How long the API may take until its answer begins. */
  answerTimeoutMilliseconds?: number;
}

export type RouteHandler = (request: Request) => Promise<Response>;

function refuse(requestId: string, status: number, title: string, detail: string): Response {
  return problemResponse({ requestId, status, title, detail });
}

const tooLarge = (requestId: string) =>
  refuse(requestId, 413, 'Too large', 'The request is too large, so nothing was changed.');

function failure(requestId: string, error: unknown): Response {
  if (error instanceof UpstreamTimeout) {
    const detail =
      'The task service took too long to answer. Look whether the change was made before you try again.';
    return refuse(requestId, 504, 'Gateway timeout', detail);
  }
  if (!absentCodes.has(codeOf(error) ?? '')) {
    return refuse(
      requestId,
      502,
      'Bad gateway',
      'The task service gave no usable answer. Try again.',
    );
  }
  const detail = 'The task service cannot be reached right now. Try again in a moment.';
  const problem = { requestId, status: 503, title: 'Service unavailable', detail };
  return problemResponse(problem, { 'retry-after': '2' });
}

/** Programs bring their own token; browsers bring a session, for which a short token is made. */
async function authorize(options: ApiProxyOptions, headers: Headers): Promise<IssuedToken | null> {
  const own = headers.get('authorization');
  if (own !== null) return { token: own, setCookies: [] };
  const issued = await options.issueToken(headers);
  return issued && { ...issued, token: `Bearer ${issued.token}` };
}

const bytesMaxOf = (pathname: string) => (pathname === chatPath ? chatBodyBytesMax : bodyBytesMax);

async function pass(
  options: ApiProxyOptions,
  request: Request,
  requestId: string,
  authority: IssuedToken,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const body = await readBody(request, bytesMaxOf(pathname));
  if (body === 'too large') return tooLarge(requestId);
  const incoming = await askUpstream({
    method: request.method,
    url: new URL(`${options.apiUrl()}${pathname}${search}`),
    headers: upstreamHeaders(request.headers, authority.token, requestId, body?.byteLength),
    body,
    signal: request.signal,
    answerTimeoutMilliseconds: options.answerTimeoutMilliseconds,
  });
  const headers = answerHeaders(incoming, requestId);
  for (const cookie of authority.setCookies) headers.append('set-cookie', cookie);
  const status = incoming.statusCode ?? 502;
  const empty = status === 204 || status === 205 || status === 304 || request.method === 'HEAD';
  if (empty) incoming.resume();
  return new Response(empty ? null : bodyOf(incoming), { status, headers });
}

/** A route handler that carries requests of this origin's pages to the API and its answers back. */
export function createApiProxy(options: ApiProxyOptions): RouteHandler {
  return async (request) => {
    const requestId = requestIdOf(request.headers);
    if (isForgery(request.method, request.headers, options.trustedOrigins())) {
      const detail = 'The request came from another site, so nothing was changed.';
      return refuse(requestId, 403, 'Forbidden', detail);
    }
    // Reading the address has removed every `..` from it, also those that were written as %2e%2e.
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(apiPath)) {
      return refuse(requestId, 404, 'Not found', 'There is nothing at this address.');
    }
    if (declaresMoreThan(request.headers, bytesMaxOf(pathname))) return tooLarge(requestId);
    try {
      const authority = await authorize(options, request.headers);
      if (authority === null) {
        return refuse(requestId, 401, 'Unauthorized', 'You are signed out. Sign in and try again.');
      }
      return await pass(options, request, requestId, authority);
    } catch (error) {
      if (request.signal.aborted)
        return refuse(requestId, 499, 'Closed', 'The request was cancelled.');
      options.log.error('a request could not be passed to the API', {
        requestId,
        ...errorFields(error),
      });
      return failure(requestId, error);
    }
  };
}
