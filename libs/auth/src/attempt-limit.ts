import { createHash, randomUUID } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type pg from 'pg';

const windowMilliseconds = 60_000;

/** Counts in one statement, so that attempts at once on several replicas are each counted. */
const countAttempt = `
  insert into "rateLimit" as known (id, key, count, "lastRequest") values ($1, $2, 1, $3)
  on conflict (key) do update set
    count = case when known."lastRequest" <= $4 then 1 else known.count + 1 end,
    "lastRequest" = case when known."lastRequest" <= $4 then $3 else known."lastRequest" end
  returning count, "lastRequest" as "windowStart"`;

interface Attempts {
  count: number;
  windowStart: string;
}

async function secondsToWait(pool: pg.Pool, account: string, attemptsMax: number): Promise<number> {
  const now = Date.now();
  const key = `account:${createHash('sha256').update(account).digest('hex')}`;
  const values = [randomUUID(), key, now, now - windowMilliseconds];
  const { rows } = await pool.query<Attempts>(countAttempt, values);
  const [attempts] = rows;
  if (attempts === undefined || attempts.count <= attemptsMax) return 0;
  return Math.max(1, Math.ceil((Number(attempts.windowStart) + windowMilliseconds - now) / 1000));
}

/**
 * Limits guesses per account rather than per address: behind a cluster's proxy everybody may have the
 * same address, and an X-Forwarded-For header can be forged.
 */
export function attemptLimit(pool: pg.Pool, attemptsMax: number): BetterAuthPlugin {
  return {
    id: 'attempt-limit',
    hooks: {
      before: [
        {
          matcher: (context) => context.path === '/sign-in/email',
          handler: createAuthMiddleware(async (context) => {
            const email: unknown = context.body?.email;
            if (typeof email !== 'string') return;
            const wait = await secondsToWait(pool, email.trim().toLowerCase(), attemptsMax);
            if (wait === 0) return;
            const message = `Too many attempts. Try again in ${wait} seconds.`;
            throw new APIError('TOO_MANY_REQUESTS', { message }, { 'Retry-After': String(wait) });
          }),
        },
      ],
    },
  };
}
