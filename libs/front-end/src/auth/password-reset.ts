import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, isAPIError } from 'better-auth/api';
import { queueFullCode } from '../base/bounded-queue.ts';
import { errorFields, type Log } from '../base/log.ts';
import type { Database } from '../database/database.ts';
import { retryAfterSeconds } from '../http/problem.ts';
import type { Mailer } from './mailer.ts';
import { refuseWeak } from './password-refusal.ts';
import { textOf } from './request-fields.ts';
import { deleteLinks, identifierOf, resetLink } from './reset-links.ts';

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
        'All devices are signed out then and all access tokens are revoked. If it was not you, do nothing:',
        'your password stays as it is.',
        '',
      ].join('\n'),
    });
  };
}

const endSessions = 'delete from auth.session where "userId" = $1';

/** Runs statements about a person, one after another. */
async function runFor(
  database: Pick<Database, 'connect'>,
  userId: string,
  statements: readonly string[],
): Promise<void> {
  const connection = await database.connect();
  try {
    for (const statement of statements) await connection.query(statement, [userId]);
  } finally {
    connection.release();
  }
}

export interface AccessEndOptions {
  database: Pick<Database, 'connect'>;
  revokeAccessTokens: (userId: string) => Promise<void>;
  log: Log;
}

/** Revokes the access tokens, or refuses with what is so then. */
async function revokeOrRefuse(
  { revokeAccessTokens, log }: AccessEndOptions,
  userId: string,
  refusal: { code: string; message: string },
): Promise<void> {
  try {
    await revokeAccessTokens(userId);
  } catch (error) {
    log.error('access tokens could not be revoked', { ...refusal, ...errorFields(error) });
    throw new APIError('SERVICE_UNAVAILABLE', refusal, { 'retry-after': retryAfterSeconds });
  }
}

/**
 * What was sent before a new password was chosen must not choose another one, and what was signed in or
 * made by then opens nothing. Sessions end before the tokens are revoked, so that none makes another.
 */
export function endAccess(options: AccessEndOptions) {
  return async ({ user }: { user: { id: string } }): Promise<void> => {
    await runFor(options.database, user.id, [deleteLinks, endSessions]);
    await revokeOrRefuse(options, user.id, {
      code: 'ACCESS_TOKENS_LEFT',
      message: 'The password is changed, but access tokens made a moment ago may be left.',
    });
  };
}

const isQueueFull = (returned: unknown) =>
  isAPIError(returned) && returned.body?.code === queueFullCode;

const passwordChange = (context: { path?: string }) => context.path === '/change-password';
const passwordReset = (context: { path?: string }) => context.path === '/reset-password';

/**
 * A password that is chosen by a link is held to the same rules as any other. Where access tokens cannot be
 * revoked, none is chosen and the link stays: whoever made them would keep what the owner takes back.
 */
export function passwordResetRules(options: AccessEndOptions): BetterAuthPlugin {
  /** The links by which requests that are not answered yet choose a password. */
  const links = new WeakMap<Request, { value: string; expiresAt: Date }>();
  const before = createAuthMiddleware(async ({ body, context, request }) => {
    const token = textOf(body, 'token');
    if (token === undefined) return;
    const { internalAdapter } = context;
    const known = await internalAdapter.findVerificationValue(identifierOf(token));
    const user = known && (await internalAdapter.findUserById(known.value));
    if (!user || known.expiresAt <= new Date()) return;
    await refuseWeak(body, 'newPassword', [user.name, user.email]);
    await revokeOrRefuse(options, user.id, {
      code: 'ACCESS_TOKENS_UNREACHABLE',
      message: 'The access tokens of the account cannot be revoked right now.',
    });
    if (request) links.set(request, known);
  });
  /** Better Auth spends the link before it hashes: of a password that was not even hashed it is given back. */
  const afterReset = createAuthMiddleware(async ({ body, context, request }) => {
    const token = textOf(body, 'token');
    const link = request && links.get(request);
    if (token === undefined || link === undefined || !isQueueFull(context.returned)) return;
    const { value, expiresAt } = link;
    const identifier = identifierOf(token);
    await context.internalAdapter.createVerificationValue({ identifier, value, expiresAt });
  });
  /** A link that somebody asked for must not take back what its owner has changed. */
  const afterChange = createAuthMiddleware(async ({ context }) => {
    const { returned, session } = context;
    if (returned instanceof Error || session === null) return;
    await runFor(options.database, session.user.id, [deleteLinks]);
  });
  return {
    id: 'password-reset-rules',
    hooks: {
      before: [{ matcher: passwordReset, handler: before }],
      after: [
        { matcher: passwordChange, handler: afterChange },
        { matcher: passwordReset, handler: afterReset },
      ],
    },
  };
}
