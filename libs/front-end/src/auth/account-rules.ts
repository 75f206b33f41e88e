import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import type { CookieSettings } from './cookies.ts';
import { rememberBrowser } from './known-browser.ts';
import type { PasswordHasher } from './password-hash.ts';
import { refuse, refuseWeak } from './password-refusal.ts';
import { textOf } from './request-fields.ts';

/** As long as the field of the page allows, and as any address that mail can reach. */
const nameCharactersMax = 100;
const emailCharactersMax = 254;

function refuseLongText(value: unknown, charactersMax: number, code: string, what: string): void {
  if (typeof value !== 'string' || value.length <= charactersMax) return;
  refuse(code, `${what} is too long. Use at most ${charactersMax} characters.`);
}

/** The account that a request is about, as it is written in every table and count. */
export function accountOf(body: unknown): string | undefined {
  return textOf(body, 'email')?.trim().toLowerCase();
}

const signIn = (context: { path?: string }) => context.path === '/sign-in/email';
const signUp = (context: { path?: string }) => context.path === '/sign-up/email';
const passwordChange = (context: { path?: string }) => context.path === '/change-password';

/** What an account may be made of, and what follows from having signed in to one. */
export function accountRules(hasher: PasswordHasher, cookies: CookieSettings): BetterAuthPlugin {
  const beforeSignUp = createAuthMiddleware(async ({ body }) => {
    refuseLongText(body?.name, nameCharactersMax, 'NAME_TOO_LONG', 'The name');
    refuseLongText(body?.email, emailCharactersMax, 'EMAIL_TOO_LONG', 'The email');
    await refuseWeak(body, 'password', [textOf(body, 'name') ?? '', textOf(body, 'email') ?? '']);
  });
  const beforePasswordChange = createAuthMiddleware(async (context) => {
    const session = await getSessionFromCtx(context);
    if (session === null) return;
    await refuseWeak(context.body, 'newPassword', [session.user.name, session.user.email]);
  });
  const afterBoth = createAuthMiddleware(async (context) => {
    const account = accountOf(context.body);
    if (account === undefined || context.context.newSession === null) return;
    await rememberBrowser(context, account, cookies);
  });
  const renewHash = createAuthMiddleware(async (context) => {
    const { internalAdapter, newSession } = context.context;
    const password = textOf(context.body, 'password');
    if (newSession === null || password === undefined) return;
    const accounts = await internalAdapter.findAccounts(newSession.user.id);
    const stored = accounts.find(({ providerId }) => providerId === 'credential')?.password;
    if (typeof stored !== 'string' || !hasher.isOld(stored)) return;
    await internalAdapter.updatePassword(newSession.user.id, await hasher.hash(password));
  });

  return {
    id: 'account-rules',
    hooks: {
      before: [
        { matcher: signUp, handler: beforeSignUp },
        { matcher: passwordChange, handler: beforePasswordChange },
      ],
      after: [
        { matcher: (context) => signIn(context) || signUp(context), handler: afterBoth },
        { matcher: signIn, handler: renewHash },
      ],
    },
  };
}
