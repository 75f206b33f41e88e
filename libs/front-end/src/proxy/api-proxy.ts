import type { IncomingMessage, ServerResponse } from 'node:http';
import { AccountsUnavailable, accountsUnavailableDetail } from '../auth/accounts-unavailable.ts';
import type { IssuedToken } from '../auth/token-issuer.ts';
import { codeOf, errorFields, type Log } from '../base/log.ts';
import { bodyOf, sendProblem } from '../http/node-messages.ts';
import { requestIdOf, retryAfterSeconds, type Problem } from '../http/problem.ts';
import { declaresMoreThan, readBody } from '../http/request-body.ts';
import { isForgery } from '../http/request-forgery.ts';
import { headersOf, type RequestHeaders } from '../http/request-headers.ts';
import { responseHeaders, upstreamHeaders } from './proxy-headers.ts';
import { createTokenGuesses, type TokenGuesses } from './token-guesses.ts';
import { requestUpstream, UpstreamTimeout } from './upstream.ts';

/** What this origin's pages ask of the API; programs with a token of their own may too. */
const apiPath = '/api/v1/';
/** Takes a file as its body, which is handed on piece by piece: several would not fit into a pod's memory. */
const filePath = '/api/v1/imports';

/**
 * What only programs ask of the API, with their own token: the Model Context Protocol, and the addresses
 * that name the person. No session is ever used for them, so no page can be made to ask them.
 */
const ownTokenPath =
  /^\/(?:mcp|\.well-known\/oauth-protected-resource\/mcp|api\/(?!v1\/)[^/]+\/(?:tasks(?:\/[^/]+(?:\/complete)?)?|chat))$/;

/**
 * What calendar programs ask: CalDAV with a name and an app password, for which the API itself asks, feeds whose
 * address is their secret, and where both begin.
 */
const calendarPath = /^\/(?:dav(?:\/.*)?|feeds\/[^/]+\.ics|\.well-known\/caldav)$/;

/** Where the API itself says, without a token, where a program gets one (RFC 9728). */
const discoveryPath = /^\/(?:mcp|\.well-known\/oauth-protected-resource\/mcp)$/;

/** Whether only programs ask an address, so that no session is ever used for it. */
export const isProgramPath = (pathname: string): boolean =>
  ownTokenPath.test(pathname) || calendarPath.test(pathname);

/** Where the API answers when the whole answer of the assistant is made, for which it sets a time itself. */
const wholeAnswerPath = /^\/api\/(?!v1\/)[^/]+\/chat$/;
/** Longer than the longest time that an answer may be given (`ASSISTANT_ANSWER_SECONDS`). */
const wholeAnswerTimeoutMilliseconds = 11 * 60_000;
/** The API waits two minutes for a file, and then reads it; a plan of all its tasks is made and undone as slowly. */
const fileTimeoutMilliseconds = 4 * 60_000;
const manyTasksPath = /^\/api\/v1\/(?:imports|plans\/[^/]+\/apply|changes\/[^/]+\/undo)$/;

/** Whether a request to an address is one to the API, and not to the pages. */
export const isApiPath = (pathname: string): boolean =>
  pathname.startsWith('/api/') || isProgramPath(pathname);

/** The API's own limits. It closes the connection on more, and its answer could be lost with it. */
const bodyBytesMax = 512 * 1024;
const calendarBodyBytesMax = 256 * 1024;
/** It names all tasks that a program wants to have. */
const calendarReportBytesMax = 1024 * 1024;
const fileBytesMax = 32_000_000;

/** More at once would only wait for each other; the memory of a pod has room for these. */
const inFlightMax = 1_000;

/** Methods that the API may know; which of them an address takes is for the API to say. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const calendarMethods = [
  ...methods,
  'PROPFIND',
  'PROPPATCH',
  'MKCALENDAR',
  'MKCOL',
  'REPORT',
] as const;

const methodsOf = (pathname: string): readonly string[] =>
  calendarPath.test(pathname) ? calendarMethods : methods;

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
  forgeryDetail: (headers: RequestHeaders) => string;
  issueToken: (headers: RequestHeaders) => Promise<IssuedToken | null>;
  /** Who asks, by the peer of the connection and the headers. */
  addressOf: (peer: string, headers: RequestHeaders) => string;
  log: Log;
  tokenGuesses?: TokenGuesses;
  /** How long the API may take until its answer begins. */
  answerTimeoutMilliseconds?: number;
}

/** Answers a request of `node:http` to an address of the API. */
export type ApiProxy = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** What is answered instead of the API's answer. */
class Refusal extends Error {
  readonly problem: Omit<Problem, 'requestId'>;
  readonly headers: Record<string, string>;

  constructor(status: number, title: string, detail: string, headers: Record<string, string> = {}) {
    super(title);
    this.problem = { status, title, detail };
    this.headers = headers;
  }
}

const tooLarge = () =>
  new Refusal(413, 'Too large', 'The request is too large, so nothing was changed.');

const unavailable = (detail: string) =>
  new Refusal(503, 'Service unavailable', detail, { 'retry-after': retryAfterSeconds });

function refusalOf(error: unknown): Refusal {
  if (error instanceof AccountsUnavailable) return unavailable(accountsUnavailableDetail);
  if (error instanceof UpstreamTimeout) {
    const detail =
      'The task service took too long to answer. Check whether the change was made before you try again.';
    return new Refusal(504, 'Gateway timeout', detail);
  }
  if (absentCodes.has(codeOf(error) ?? '')) {
    return unavailable('The task service cannot be reached right now. Try again in a moment.');
  }
  return new Refusal(502, 'Bad gateway', 'The task service gave no usable answer. Try again.');
}

const tooManyGuesses = (waitSeconds: number) =>
  new Refusal(
    429,
    'Too many requests',
    `Too many access tokens or app passwords were wrong. Check yours on the page /tokens; try again in ${waitSeconds} seconds.`,
    { 'retry-after': String(waitSeconds) },
  );

interface Authority extends Omit<IssuedToken, 'token'> {
  /** Undefined where the API itself asks for one, or needs none. */
  token: string | undefined;
}

/** Programs bring their own token; browsers bring a session, for which a short token is made. */
async function authorize(
  options: ApiProxyOptions,
  guesses: TokenGuesses,
  { headers, url, address }: ForwardedRequest,
): Promise<Authority> {
  const own = headers.get('authorization');
  if (own !== null) {
    const waitSeconds = guesses.remainingWait(own, address);
    if (waitSeconds > 0) throw tooManyGuesses(waitSeconds);
    return { token: own, setCookies: [] };
  }
  if (calendarPath.test(url.pathname) || discoveryPath.test(url.pathname))
    return { token: undefined, setCookies: [] };
  if (ownTokenPath.test(url.pathname)) {
    const detail = 'Send an access token: make one on the page /tokens of this address.';
    throw new Refusal(401, 'Unauthorized', detail, { 'www-authenticate': 'Bearer' });
  }
  const issued = await options.issueToken(headers);
  if (issued === null) {
    throw new Refusal(401, 'Unauthorized', 'You are signed out. Sign in and try again.');
  }
  return { ...issued, token: `Bearer ${issued.token}` };
}

function bytesMaxOf(pathname: string, method: string | undefined): number {
  if (calendarPath.test(pathname)) {
    return method === 'REPORT' ? calendarReportBytesMax : calendarBodyBytesMax;
  }
  if (pathname === filePath) return fileBytesMax;
  return bodyBytesMax;
}

function answerTimeoutOf(options: ApiProxyOptions, pathname: string): number | undefined {
  if (manyTasksPath.test(pathname)) return fileTimeoutMilliseconds;
  const isWhole = wholeAnswerPath.test(pathname);
  return isWhole ? wholeAnswerTimeoutMilliseconds : options.answerTimeoutMilliseconds;
}

/** The pieces of a body, until they are more than there may be, whatever length was declared. */
async function* countedPieces(
  request: IncomingMessage,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    const bytes = piece as Uint8Array;
    length += bytes.byteLength;
    if (length > bytesMax) {
      // Whoever sends it reads the answer when all of it is sent.
      request.resume();
      throw tooLarge();
    }
    yield bytes;
  }
}

/** The body of a request as it is sent on. */
async function bodyFor({ request, headers, url }: ForwardedRequest) {
  const bytesMax = bytesMaxOf(url.pathname, request.method);
  const body = bodyOf(request);
  if (url.pathname === filePath && body !== null) return countedPieces(body, bytesMax);
  const read = await readBody({ headers, body }, bytesMax);
  if (read === 'too large') throw tooLarge();
  return read;
}

interface ForwardedRequest {
  request: IncomingMessage;
  headers: RequestHeaders;
  /** Who asks. */
  address: string;
  url: URL;
  requestId: string;
  signal: AbortSignal;
}

/** Refuses what the API need not see; the order is from what costs least. */
function check(options: ApiProxyOptions, { request, headers, url }: ForwardedRequest): void {
  const known = methodsOf(url.pathname);
  const method = known.find((each) => each === request.method);
  if (method === undefined) {
    const allow = known.join(', ');
    throw new Refusal(405, 'Method not allowed', `This address takes ${allow}.`, { allow });
  }
  if (isForgery(method, headers, options.trustedOrigins())) {
    throw new Refusal(403, 'Forbidden', options.forgeryDetail(headers));
  }
  // Reading the address has removed every `..` from it, also those that were written as %2e%2e.
  if (!url.pathname.startsWith(apiPath) && !isProgramPath(url.pathname)) {
    throw new Refusal(404, 'Not found', 'There is nothing at this address.');
  }
  if (declaresMoreThan(headers, bytesMaxOf(url.pathname, method))) throw tooLarge();
}

/** Asks the API with the authority of whoever asks, and gives its answer with the headers to send. */
async function forward(
  options: ApiProxyOptions,
  guesses: TokenGuesses,
  forwarded: ForwardedRequest,
) {
  const { request, headers, address, url, requestId, signal } = forwarded;
  const authority = await authorize(options, guesses, forwarded);
  const body = await bodyFor(forwarded);
  const bodyBytes = body instanceof Uint8Array ? body.byteLength : undefined;
  const incoming = await requestUpstream({
    // A HEAD is answered with what a GET would be, without its body.
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET'),
    url: new URL(`${options.apiUrl()}${url.pathname}${url.search}`),
    headers: upstreamHeaders(headers, authority.token, requestId, bodyBytes),
    body,
    signal,
    answerTimeoutMilliseconds: answerTimeoutOf(options, url.pathname),
  });
  if (authority.token !== undefined) {
    guesses.note(authority.token, address, incoming.statusCode ?? 502);
  }
  const answered = responseHeaders(incoming, requestId);
  if (authority.setCookies.length > 0) answered['set-cookie'] = authority.setCookies;
  return { incoming, answered };
}

/** Carries requests of this origin's pages to the API and its answers back, piece by piece. */
export function createApiProxy(options: ApiProxyOptions): ApiProxy {
  let inFlight = 0;
  const guesses = options.tokenGuesses ?? createTokenGuesses();

  async function answer(forwarded: ForwardedRequest, response: ServerResponse): Promise<void> {
    check(options, forwarded);
    // Calendar programs find out by it what the API speaks.
    if (forwarded.request.method === 'OPTIONS' && !calendarPath.test(forwarded.url.pathname)) {
      const allow = methods.join(', ');
      response.writeHead(204, { allow, 'x-request-id': forwarded.requestId }).end();
      return;
    }
    if (inFlight >= inFlightMax) {
      throw unavailable('Too many requests are under way. Try again in a moment.');
    }
    inFlight += 1;
    response.once('close', () => (inFlight -= 1));
    const { incoming, answered } = await forward(options, guesses, forwarded);
    response.writeHead(incoming.statusCode ?? 502, answered);
    if (forwarded.request.method === 'HEAD') {
      incoming.resume();
      response.end();
      return;
    }
    // A client that goes away ends the request to the API; an API that breaks off leaves nothing to answer.
    incoming.on('error', () => response.destroy());
    incoming.pipe(response);
  }

  return (request, response, url) => {
    const headers = headersOf(request);
    const requestId = requestIdOf(headers);
    const address = options.addressOf(request.socket.remoteAddress ?? 'unknown', headers);
    const clientClosed = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) clientClosed.abort();
    });
    answer(
      { request, headers, address, url, requestId, signal: clientClosed.signal },
      response,
    ).catch((error: unknown) => {
      if (clientClosed.signal.aborted) return;
      const isRefusal = error instanceof Refusal;
      if (!isRefusal) {
        const fields = { requestId, ...errorFields(error) };
        options.log.error('a request could not be passed to the API', fields);
      }
      const { problem, headers: more } = isRefusal ? error : refusalOf(error);
      sendProblem(response, { requestId, ...problem }, more);
    });
  };
}
