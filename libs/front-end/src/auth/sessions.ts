import type { Database } from '../database/database.ts';
import type { RequestHeaders } from '../http/request-headers.ts';
import { AccountsUnavailable } from './accounts-unavailable.ts';
import { sessionLife } from './better-auth-options.ts';
import { cookieValue } from './cookies.ts';
import { createCookieCheck } from './signed-cookie.ts';

export interface Session {
  user: { id: string; name: string; email: string };
}

export interface KnownSession extends Session {
  /** Names the session; whoever has it signed has the session. */
  token: string;
  /** Whether its life is to be prolonged now, which Better Auth does once a day. */
  isDue: boolean;
}

/** The table is Better Auth's, whose own lookup of a session takes several queries. */
const findSession = `
  select account.id, account.name, account.email, session."expiresAt"
  from auth.session join auth."user" account on account.id = session."userId"
  where session.token = $1`;

/** Pages ask for several things at once, each of which would write. */
const recordUse = `
  update auth.session set "updatedAt" = now()
  where token = $1 and "updatedAt" < now() - interval '1 minute'`;

const endSession = 'delete from auth.session where token = $1';

interface Row {
  id: string;
  name: string;
  email: string;
  expiresAt: Date;
}

export interface SessionsOptions {
  database: () => Pick<Database, 'query'>;
  cookieName: () => string;
  secret: () => string;
  now?: () => number;
}

export interface Sessions {
  /** Null for somebody who is signed out; throws `AccountsUnavailable` when that is not known. */
  find(headers: RequestHeaders): Promise<KnownSession | null>;
  /** Ends the session that the cookie names, if any; throws when that cannot be done. */
  end(headers: RequestHeaders): Promise<void>;
  /** Records that a session was used now; the list of devices shows it. */
  recordUse(token: string): Promise<void>;
  hasCookie(headers: RequestHeaders): boolean;
}

/**
 * Reads sessions anew for each request, so that one that was ended anywhere opens nothing a moment
 * later: one lookup by key costs less than keeping it and learning of its end.
 */
export function createSessions(options: SessionsOptions): Sessions {
  const now = options.now ?? Date.now;
  const tokenOf = createCookieCheck(options.cookieName, options.secret);
  return {
    async find(headers) {
      const token = tokenOf(headers);
      if (token === undefined) return null;
      const [row] = await options
        .database()
        .query<Row>(findSession, [token])
        .catch((error: unknown) => {
          throw new AccountsUnavailable(error);
        });
      const remaining = (row?.expiresAt.getTime() ?? 0) - now();
      if (row === undefined || remaining <= 0) return null;
      const { id, name, email } = row;
      return { token, user: { id, name, email }, isDue: remaining <= sessionLife.prolongBelow };
    },
    async end(headers) {
      const token = tokenOf(headers);
      if (token !== undefined) await options.database().query(endSession, [token]);
    },
    async recordUse(token) {
      await options.database().query(recordUse, [token]);
    },
    hasCookie: (headers) => cookieValue(headers, options.cookieName()) !== undefined,
  };
}
