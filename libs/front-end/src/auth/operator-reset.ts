import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { databaseAddress } from '../database/database-address.ts';
import { deleteLinks, resetLifeSeconds, resetLink, storedIdentifierOf } from './reset-links.ts';

export interface OperatorReset {
  link: string;
  sessionsEnded: number;
}

export interface OperatorResetOptions {
  databaseUrl: string;
  webUrl: string;
  email: string;
  /** Ends all access tokens of a person. */
  revokeAccessTokens: (userId: string) => Promise<void>;
}

/** The account is signed out and the link is made, but programs may still have access. */
export class AccessTokensLeft extends Error {}

const findAccount = 'select id from auth."user" where email = $1';
const insertLink = `
  insert into auth.verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
  values ($1, $2, $3, now() + make_interval(secs => ${resetLifeSeconds}), now(), now())`;
const endSessions = 'delete from auth.session where "userId" = $1';

/**
 * Makes a link as a mail would hold it, for whoever runs the product and knows the person; the account is
 * signed out everywhere and its access tokens are revoked. Gives null for an address without an account. The tokens are
 * the last, when no session is left that makes others; of what is before, all is done or nothing.
 */
export async function resetByOperator(
  options: OperatorResetOptions,
): Promise<OperatorReset | null> {
  const client = new pg.Client({
    connectionString: databaseAddress(options.databaseUrl),
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    await client.query('begin');
    const email = options.email.trim().toLowerCase();
    const { rows } = await client.query<{ id: string }>(findAccount, [email]);
    const [account] = rows;
    if (account === undefined) return null;
    const token = randomBytes(24).toString('base64url');
    // One that was sent before and went to somebody else must not work beside this one.
    await client.query(deleteLinks, [account.id]);
    await client.query(insertLink, [randomUUID(), storedIdentifierOf(token), account.id]);
    const { rowCount } = await client.query(endSessions, [account.id]);
    await client.query('commit');
    try {
      await options.revokeAccessTokens(account.id);
    } catch (error) {
      throw new AccessTokensLeft('the access tokens were not revoked', { cause: error });
    }
    return { link: resetLink(options.webUrl, token), sessionsEnded: rowCount ?? 0 };
  } finally {
    await client.end();
  }
}
