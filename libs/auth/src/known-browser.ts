import { randomUUID } from 'node:crypto';
import type { GenericEndpointContext } from 'better-auth';
import { fingerprint } from './attempt-counter.ts';
import type { CookieSettings } from './cookies.ts';

const yearSeconds = 365 * 24 * 60 * 60;

type Context = Pick<GenericEndpointContext, 'getSignedCookie' | 'setSignedCookie'> & {
  context: { secret: string };
};

/**
 * A signed mark in each browser that has signed in to an account. Its attempts are counted apart, so
 * that a stranger's wrong guesses do not shut the owner out. The mark opens nothing by itself.
 */
export function createKnownBrowsers(cookies: CookieSettings) {
  const suffix = (account: string) => `:${fingerprint(account)}`;

  /** The mark of this browser, if it has signed in to this very account before. */
  async function markOf(context: Context, account: string): Promise<string | null> {
    const mark = await context.getSignedCookie(cookies.browserName, context.context.secret);
    return typeof mark === 'string' && mark.endsWith(suffix(account)) ? mark : null;
  }

  async function remember(context: Context, account: string): Promise<void> {
    if ((await markOf(context, account)) !== null) return;
    const mark = `${randomUUID()}${suffix(account)}`;
    await context.setSignedCookie(cookies.browserName, mark, context.context.secret, {
      httpOnly: true,
      maxAge: yearSeconds,
      path: '/',
      sameSite: 'lax',
      secure: cookies.secure,
    });
  }

  return { markOf, remember };
}
