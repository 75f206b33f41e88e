import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type pg from 'pg';
import { createAttemptCounter, fingerprint } from './attempt-counter.ts';
import type { CookieSettings } from './cookies.ts';
import { createKnownBrowsers } from './known-browser.ts';

/** As long as the field of the page allows, and as any address that mail can reach. */
const nameCharactersMax = 100;
const emailCharactersMax = 254;

export interface AttemptLimits {
  /** How often one account may try to sign in or to be made. */
  attemptsPerMinute: number;
  /** How many accounts may be made by everybody together. */
  signUpsPerMinute: number;
}

function refuseUntil(seconds: number): void {
  if (seconds === 0) return;
  const message = `Too many attempts. Try again in ${seconds} seconds.`;
  throw new APIError('TOO_MANY_REQUESTS', { message }, { 'Retry-After': String(seconds) });
}

function refuseLongText(value: unknown, charactersMax: number, code: string, what: string): void {
  if (typeof value !== 'string' || value.length <= charactersMax) return;
  const message = `${what} is too long. Use at most ${charactersMax} characters.`;
  throw new APIError('BAD_REQUEST', { code, message });
}

function accountOf(body: unknown): string | null {
  const email: unknown =
    body !== null && typeof body === 'object' ? Reflect.get(body, 'email') : undefined;
  return typeof email === 'string' ? email.trim().toLowerCase() : null;
}

const signIn = (context: { path?: string }) => context.path === '/sign-in/email';
const signUp = (context: { path?: string }) => context.path === '/sign-up/email';

/**
 * Limits guesses per account rather than per address: behind a cluster's proxy everybody may have the
 * same address, and an X-Forwarded-For header can be forged. Only wrong passwords are charged.
 */
export function attemptLimit(
  pool: pg.Pool,
  limits: AttemptLimits,
  cookies: CookieSettings,
): BetterAuthPlugin {
  const attempts = createAttemptCounter(pool);
  const browsers = createKnownBrowsers(cookies);
  const { attemptsPerMinute, signUpsPerMinute } = limits;
  const keyOf = (account: string, mark: string | null) =>
    mark === null ? `account:${fingerprint(account)}` : `browser:${fingerprint(mark)}`;

  const beforeSignIn = createAuthMiddleware(async (context) => {
    const account = accountOf(context.body);
    if (account === null) return;
    const key = keyOf(account, await browsers.markOf(context, account));
    refuseUntil(await attempts.count(key, attemptsPerMinute));
  });
  const beforeSignUp = createAuthMiddleware(async (context) => {
    refuseLongText(context.body?.name, nameCharactersMax, 'NAME_TOO_LONG', 'The name');
    refuseLongText(context.body?.email, emailCharactersMax, 'EMAIL_TOO_LONG', 'The email');
    const account = accountOf(context.body);
    if (account === null) return;
    // The account comes first, so that asking for one address again and again costs others nothing.
    const key = `sign-up:${fingerprint(account)}`;
    refuseUntil(await attempts.count(key, attemptsPerMinute));
    refuseUntil(await attempts.count('sign-up', signUpsPerMinute));
  });
  const afterBoth = createAuthMiddleware(async (context) => {
    const account = accountOf(context.body);
    if (account === null || context.context.newSession === null) return;
    const mark = await browsers.markOf(context, account);
    if (signIn(context)) await attempts.takeBack(keyOf(account, mark));
    await browsers.remember(context, account);
  });

  return {
    id: 'attempt-limit',
    hooks: {
      before: [
        { matcher: signIn, handler: beforeSignIn },
        { matcher: signUp, handler: beforeSignUp },
      ],
      after: [{ matcher: (context) => signIn(context) || signUp(context), handler: afterBoth }],
    },
  };
}
