import { errorFields, type Log } from '../base/log.ts';
import { problemResponse, requestIdOf, retryAfterSeconds } from '../http/problem.ts';
import { readBody } from '../http/request-body.ts';
import { isForgery } from '../http/request-forgery.ts';
import type { AccountEndpoints } from './account-endpoints.ts';
import { accountOf } from './account-rules.ts';
import { callBetterAuth } from './better-auth-answers.ts';
import type { Auth } from './better-auth.ts';
import { createGuardedAttempts, type GuardedAttemptsOptions } from './guarded-attempts.ts';
import { textOf } from './request-fields.ts';
import { oidcPaths, type OidcRoute } from './oidc-routes.ts';
import type { Sessions } from './sessions.ts';
import type { AttemptKind } from './sign-in-guard.ts';

const basePath = '/api/auth';

/** Far more than a name, an address and a password need. */
const bodyBytesMax = 16 * 1024;

/**
 * What the pages use of Better Auth, and how it is called. Everything else that it offers, such as a token
 * for scripts, stays shut.
 */
export const openPaths = new Map<string, 'GET' | 'POST'>([
  ['/change-password', 'POST'],
  ['/jwks', 'GET'],
  ['/request-password-reset', 'POST'],
  ['/reset-password', 'POST'],
  ['/sign-in/email', 'POST'],
  ['/sign-out', 'POST'],
  ['/sign-up/email', 'POST'],
]);

/** A handler of requests under /api/auth; `peer` is the address at the other end of the connection. */
export type AuthRoute = (request: Request, peer: string) => Promise<Response>;

/** What is asked by programs, or for them: the authorization server. */
export interface ProgramRoute {
  paths: ReadonlyMap<string, 'GET' | 'POST'>;
  /** Those that take JSON; others take what a form sends. */
  jsonPaths: ReadonlySet<string>;
  /** Answers a request to one of the paths; `body` is what was sent, as JSON. */
  answer: (path: string, request: Request, body: unknown) => Promise<Response>;
}

export interface AuthRoutesOptions extends Omit<GuardedAttemptsOptions, 'call'> {
  auth: () => Auth;
  trustedOrigins: () => readonly string[];
  forgeryDetail: (headers: Headers) => string;
  sessions: Pick<Sessions, 'end' | 'find'>;
  /** What is answered here and not by Better Auth. */
  endpoints: AccountEndpoints;
  /** Undefined without a provider of identities. */
  oidc: () => OidcRoute | undefined;
  /** Undefined where programs get no tokens. */
  programs: () => ProgramRoute | undefined;
  addressOf: (peer: string, headers: Headers) => string;
  log: Log;
}

/**
 * The request with its body in memory, and with the one address that is believed. What is posted has no
 * query: Better Auth would take a token from it that was neither counted nor held to any rule.
 */
function cleanRequest(request: Request, body: Uint8Array<ArrayBuffer> | null, address: string) {
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-for', address);
  const url = new URL(request.url);
  if (request.method === 'POST') url.search = '';
  return new Request(url, { method: request.method, headers, body });
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

/** What costs a hash or a mail, and is therefore counted first. */
const kinds = new Map<string, AttemptKind>([
  ['/change-password', 'password-change'],
  ['/request-password-reset', 'reset-request'],
  ['/reset-password', 'password-reset'],
  ['/sign-in/email', 'sign-in'],
  ['/sign-up/email', 'sign-up'],
]);

interface Refusal {
  status: number;
  title: string;
  detail: string;
  headers?: Record<string, string>;
}

const notFound: Refusal = {
  status: 404,
  title: 'Not found',
  detail: 'There is nothing at this address.',
};
const tooLarge: Refusal = {
  status: 413,
  title: 'Too large',
  detail: 'The request is too large, so nothing was changed.',
};
const notJson: Refusal = {
  status: 415,
  title: 'Unsupported media type',
  detail: 'Send the account as application/json.',
};
const signedOut: Refusal = {
  status: 401,
  title: 'Unauthorized',
  detail: 'You are signed out. Sign in and try again.',
};
const noProvider: Refusal = {
  status: 503,
  title: 'Service unavailable',
  detail: 'The sign-in service cannot be reached or is set up wrongly. A password still works.',
  headers: { 'retry-after': retryAfterSeconds },
};
const unavailable: Refusal = {
  status: 503,
  title: 'Service unavailable',
  detail: 'Accounts cannot be reached right now. Try again in a moment.',
  headers: { 'retry-after': retryAfterSeconds },
};

export function createAuthRoute(options: AuthRoutesOptions): AuthRoute {
  const { endpoints, sessions } = options;
  const call = (request: Request) => callBetterAuth(options.auth(), request);
  const attempt = createGuardedAttempts({ ...options, call });

  /** Refuses what need not be read; the order is from what costs least. */
  function check(path: string, { method, headers }: Request): Refusal | undefined {
    const own = endpoints.has(path) ? 'POST' : openPaths.get(path);
    const allowed =
      own ?? (options.oidc() && oidcPaths.get(path)) ?? options.programs()?.paths.get(path);
    if (allowed === undefined) return notFound;
    if (method !== allowed) {
      const detail = `This address takes ${allowed} only.`;
      return { status: 405, title: 'Method not allowed', detail, headers: { allow: allowed } };
    }
    if (isForgery(method, headers, options.trustedOrigins())) {
      return { status: 403, title: 'Forbidden', detail: options.forgeryDetail(headers) };
    }
    return undefined;
  }

  /** What an attempt is counted for; a link stands for its account, which is not known yet. */
  async function accountOfAttempt(kind: AttemptKind, headers: Headers, body: unknown) {
    if (kind === 'password-change') return (await sessions.find(headers))?.user.email;
    return kind === 'password-reset' ? textOf(body, 'token') : accountOf(body);
  }

  async function answer(path: string, request: Request, peer: string): Promise<Response | Refusal> {
    const { headers } = request;
    const body = await readBody(request, bodyBytesMax);
    if (body === 'too large') return tooLarge;
    const endpoint = endpoints.get(path);
    if (endpoint !== undefined) {
      if (!isJson(headers)) return notJson;
      const session = await sessions.find(headers);
      return session === null ? signedOut : endpoint(session, parsed(body));
    }
    const address = options.addressOf(peer, headers);
    const asked = cleanRequest(request, body, address);
    const oidc = options.oidc();
    if (oidc !== undefined && oidcPaths.has(path)) {
      if (request.method === 'POST' && !isJson(headers)) return notJson;
      return (await oidc(path, asked, parsed(body))) ?? noProvider;
    }
    const programs = options.programs();
    if (programs?.paths.has(path) === true) {
      if (programs.jsonPaths.has(path) && !isJson(headers)) return notJson;
      return programs.answer(path, asked, parsed(body));
    }
    // Better Auth would say that it is done even where the session could not be ended.
    if (path === '/sign-out') await sessions.end(headers);
    const kind = kinds.get(path);
    if (kind === undefined) return call(asked);
    // Better Auth would read forms too, in which the account that is tried could hide from the count.
    if (!isJson(headers)) return notJson;
    const account = await accountOfAttempt(kind, headers, parsed(body));
    if (account === undefined) return kind === 'password-change' ? signedOut : call(asked);
    return attempt({ kind, request: asked, account, address });
  }

  return async (request, peer) => {
    const requestId = requestIdOf(request.headers);
    const path = new URL(request.url).pathname.slice(basePath.length);
    const answered = await Promise.resolve(
      check(path, request) ?? answer(path, request, peer),
    ).catch((error: unknown) => {
      options.log.error('an account request failed', { requestId, path, ...errorFields(error) });
      return unavailable;
    });
    if (answered instanceof Response) return answered;
    const { headers = {}, ...problem } = answered;
    return problemResponse({ requestId, ...problem }, headers);
  };
}
