import { setTimeout as wait } from 'node:timers/promises';
import { createBoundedQueue } from '../base/bounded-queue.ts';
import { errorFields, type Log } from '../base/log.ts';
import { problemResponse, requestIdOf, retryAfterSeconds } from '../http/problem.ts';
import { readBody } from '../http/request-body.ts';
import { isForgery } from '../http/request-forgery.ts';
import { accountOf } from './account-rules.ts';
import type { Auth } from './better-auth.ts';
import type { PasswordHasher } from './password-hash.ts';
import type { SignInGuard } from './sign-in-guard.ts';

const basePath = '/api/auth';

/** Far more than a name, an address and a password need. */
const bodyBytesMax = 16 * 1024;

/** What the pages use. Everything else that Better Auth offers, such as a token for scripts, stays shut. */
const openPaths = new Set(['/jwks', '/sign-in/email', '/sign-out', '/sign-up/email']);

/** When a wrong sign-in is answered, so that the time does not reveal how its hash was made. */
const refusalMillisecondsDefault = 500;

/** Whoever would wait behind more than these is refused with a time to retry. */
const guessesQueuedMax = 8;

/** A handler of requests under /api/auth; `peer` is the address at the other end of the connection. */
export type AuthRoute = (request: Request, peer: string) => Promise<Response>;

export interface AuthRoutesOptions {
  auth: () => Auth;
  trustedOrigins: () => readonly string[];
  forgeryDetail: (headers: Headers) => string;
  guard: () => SignInGuard;
  hasher: PasswordHasher;
  /** Ends the session that a request's cookie names, or throws. */
  endSession: (headers: Headers) => Promise<void>;
  /** The mark of a browser that has signed in to the account before. */
  markOf: (headers: Headers, account: string) => string | undefined;
  addressOf: (peer: string, headers: Headers) => string;
  log: Log;
  refusalMilliseconds?: number | undefined;
}

/** The request with its body in memory, and with the one address that is believed. */
function cleanRequest(request: Request, body: Uint8Array<ArrayBuffer> | null, address: string) {
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-for', address);
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

function parsed(body: Uint8Array | null): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body ?? new Uint8Array()));
  } catch {
    return undefined;
  }
}

const isJson = (headers: Headers) =>
  /^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '');

const kinds = new Map<string, 'sign-in' | 'sign-up'>([
  ['/sign-in/email', 'sign-in'],
  ['/sign-up/email', 'sign-up'],
]);

export function createAuthRoute(options: AuthRoutesOptions): AuthRoute {
  const refusalMilliseconds = options.refusalMilliseconds ?? refusalMillisecondsDefault;
  const guessQueue = createBoundedQueue(guessesQueuedMax);

  async function callBetterAuth(request: Request): Promise<Response> {
    const response = await options.auth().handler(request);
    // Too many waiting is an answer; any other failure of the server has its cause in the log.
    if (response.status >= 500 && !response.headers.has('retry-after')) {
      throw new Error(`Better Auth answered ${response.status}`);
    }
    return withoutToken(withRetryAfter(response));
  }

  /** Lets an attempt through that nobody has to pay for with a pod's processor; the rest is refused. */
  async function signInOrUp(
    kind: 'sign-in' | 'sign-up',
    request: Request,
    account: string,
    address: string,
  ): Promise<Response> {
    const startedAt = performance.now();
    const requestId = requestIdOf(request.headers);
    const refuse = (status: 429 | 503, title: string, detail: string, seconds: number) =>
      problemResponse({ requestId, status, title, detail }, { 'retry-after': String(seconds) });
    const refuseAsTooMany = (seconds: number) => {
      const detail = `That was too many attempts. Try again in ${seconds} seconds.`;
      return refuse(429, 'Too many requests', detail, seconds);
    };
    const refuseAsBusy = () => {
      const detail = 'Too many people sign in at this moment. Try again in a few seconds.';
      return refuse(503, 'Service unavailable', detail, 5);
    };
    if (options.hasher.isBusy() || guessQueue.isFull()) return refuseAsBusy();
    const mark = options.markOf(request.headers, account);
    const admission = await options.guard().admit({ kind, address, account, mark });
    if (!admission.admitted) return refuseAsTooMany(admission.waitSeconds);
    const settle = (wasWrong: boolean) =>
      admission.settle(wasWrong).catch((error: unknown) => {
        options.log.warn('the outcome of an attempt could not be counted', {
          requestId,
          ...errorFields(error),
        });
      });
    const attempt = async (): Promise<Response> => {
      const waitSeconds = await admission.begin();
      if (waitSeconds > 0) return refuseAsTooMany(waitSeconds);
      const answer = await callBetterAuth(request);
      // Accounts that were made stay counted: each of them costs something.
      if (kind === 'sign-in' || answer.status >= 500) await settle(answer.status === 401);
      return answer;
    };
    // Only one guess of this process is pending and counted, so that those who are right shut nobody out.
    const isGuess = kind === 'sign-in' && mark === undefined;
    // Others may have come while it was counted.
    if (isGuess && guessQueue.isFull()) {
      await settle(false);
      return refuseAsBusy();
    }
    const response = await (isGuess ? guessQueue.run(attempt) : attempt());
    const wasWrong = kind === 'sign-in' && response.status === 401;
    if (wasWrong) await wait(Math.max(0, startedAt + refusalMilliseconds - performance.now()));
    return response;
  }

  return async (request, peer) => {
    const requestId = requestIdOf(request.headers);
    const refuse = (
      status: number,
      title: string,
      detail: string,
      headers: Record<string, string> = {},
    ) => problemResponse({ requestId, status, title, detail }, headers);
    const path = new URL(request.url).pathname.slice(basePath.length);
    if (!openPaths.has(path)) return refuse(404, 'Not found', 'There is nothing at this address.');
    const allowed = path === '/jwks' ? 'GET' : 'POST';
    if (request.method !== allowed) {
      const detail = `This address takes ${allowed} only.`;
      return refuse(405, 'Method not allowed', detail, { allow: allowed });
    }
    if (isForgery(request.method, request.headers, options.trustedOrigins())) {
      return refuse(403, 'Forbidden', options.forgeryDetail(request.headers));
    }
    try {
      const body = await readBody(request, bodyBytesMax);
      if (body === 'too large') {
        return refuse(413, 'Too large', 'The request is too large, so nothing was changed.');
      }
      const address = options.addressOf(peer, request.headers);
      const asked = cleanRequest(request, body, address);
      // Better Auth would say that it is done even where the session could not be ended.
      if (path === '/sign-out') await options.endSession(request.headers);
      const kind = kinds.get(path);
      if (kind === undefined) return await callBetterAuth(asked);
      // Better Auth would read forms too, in which the account that is tried could hide from the count.
      if (!isJson(request.headers)) {
        return refuse(415, 'Unsupported media type', 'Send the account as application/json.');
      }
      const account = accountOf(parsed(body));
      return account === undefined
        ? await callBetterAuth(asked)
        : await signInOrUp(kind, asked, account, address);
    } catch (error) {
      options.log.error('an account request failed', { requestId, path, ...errorFields(error) });
      return refuse(
        503,
        'Service unavailable',
        'Accounts cannot be reached right now. Try again in a moment.',
        { 'retry-after': retryAfterSeconds },
      );
    }
  };
}
