import { randomUUID } from 'node:crypto';
import type { GenericEndpointContext } from 'better-auth';
import { fingerprint } from './attempt-counter.ts';
import type { CookieSettings } from './cookies.ts';
import { signedCookie } from './signed-cookie.ts';

const yearSeconds = 365 * 24 * 60 * 60;

type Context = Pick<GenericEndpointContext, 'headers' | 'setSignedCookie'> & {
  context: { secret: string };
};

const suffixOf = (account: string) => `:${fingerprint(account)}`;

/**
 * A signed mark in each browser that has signed in to an account. Its attempts are counted apart, so
 * that wrong guesses of others do not shut the owner out. The mark opens nothing by itself.
 * This is the mark of the browser that asks, if it has signed in to this very account before.
 */
export function markOf(
  headers: Headers,
  account: string,
  name: string,
  secret: string,
): string | undefined {
  const mark = signedCookie(headers, name, secret);
  return mark?.endsWith(suffixOf(account)) === true ? mark : undefined;
}

export async function rememberBrowser(
  context: Context,
  account: string,
  cookies: CookieSettings,
): Promise<void> {
  const { secret } = context.context;
  const headers = context.headers ?? new Headers();
  if (markOf(headers, account, cookies.browserName, secret) !== undefined) return;
  const mark = `${randomUUID()}${suffixOf(account)}`;
  await context.setSignedCookie(cookies.browserName, mark, secret, {
    httpOnly: true,
    maxAge: yearSeconds,
    path: '/',
    sameSite: 'lax',
    secure: cookies.secure,
  });
}
