import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import type { Database } from '../database/database.ts';
import type { Mailer } from './mailer.ts';
import { refuseWeak } from './password-refusal.ts';
import { textOf } from './request-fields.ts';
import { identifierOf, resetLink } from './reset-links.ts';

export function sendResetLink(mailer: Mailer, webUrl: string) {
  return async ({ user, token }: { user: { email: string }; token: string }): Promise<void> => {
    mailer.send({
      to: user.email,
      subject: 'Choose a new password for Taskora',
      text: [
        'Somebody asked for a new password for the Taskora account with this address.',
        '',
        `Choose it here within an hour: ${resetLink(webUrl, token)}`,
        '',
        'All devices are signed out then. If it was not you, do nothing: your password stays as it is.',
        '',
      ].join('\n'),
    });
  };
}

const deleteLinks = 'delete from auth.verification where value = $1';

/** What was sent before a new password was chosen must not choose another one. */
export function endResetLinks(database: Pick<Database, 'connect'>) {
  return async ({ user }: { user: { id: string } }): Promise<void> => {
    const connection = await database.connect();
    try {
      await connection.query(deleteLinks, [user.id]);
    } finally {
      connection.release();
    }
  };
}

const passwordReset = (context: { path?: string }) => context.path === '/reset-password';

/** A password that is chosen by a link is held to the same rules as any other. */
export function passwordResetRules(): BetterAuthPlugin {
  const before = createAuthMiddleware(async ({ body, context }) => {
    const token = textOf(body, 'token');
    if (token === undefined) return;
    const { internalAdapter } = context;
    const known = await internalAdapter.findVerificationValue(identifierOf(token));
    const user = known && (await internalAdapter.findUserById(known.value));
    if (user) await refuseWeak(body, 'newPassword', [user.name, user.email]);
  });
  return {
    id: 'password-reset-rules',
    hooks: { before: [{ matcher: passwordReset, handler: before }] },
  };
}
