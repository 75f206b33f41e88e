import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';

const windowMilliseconds = 60_000;

/** Counts in one statement, so that attempts at once on several replicas are each counted. */
const countAttempt = `
  insert into "rateLimit" as known (id, key, count, "lastRequest") values ($1, $2, 1, $3)
  on conflict (key) do update set
    count = case when known."lastRequest" <= $4 then 1 else known.count + 1 end,
    "lastRequest" = case when known."lastRequest" <= $4 then $3 else known."lastRequest" end
  returning count, "lastRequest" as "windowStart"`;

const takeBackAttempt = 'update "rateLimit" set count = count - 1 where key = $1 and count > 0';

/** Whoever tries many addresses would otherwise leave a row for each, for ever. */
const deletePast = 'delete from "rateLimit" where "lastRequest" <= $1';

interface Attempts {
  count: number;
  windowStart: string;
}

export interface AttemptCounter {
  /** Counts one attempt and gives the seconds to wait, 0 when it may go on. */
  count(key: string, attemptsMax: number): Promise<number>;
  takeBack(key: string): Promise<void>;
}

/** Names what is counted without keeping an address in the table. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function createAttemptCounter(pool: pg.Pool): AttemptCounter {
  let cleanedAt = 0;

  async function deleteFinished(now: number): Promise<void> {
    if (now - cleanedAt < windowMilliseconds) return;
    cleanedAt = now;
    await pool.query(deletePast, [now - windowMilliseconds]);
  }

  return {
    async count(key, attemptsMax) {
      const now = Date.now();
      await deleteFinished(now);
      const values = [randomUUID(), key, now, now - windowMilliseconds];
      const { rows } = await pool.query<Attempts>(countAttempt, values);
      const [attempts] = rows;
      if (attempts === undefined || attempts.count <= attemptsMax) return 0;
      const remaining = Number(attempts.windowStart) + windowMilliseconds - now;
      return Math.max(1, Math.ceil(remaining / 1000));
    },
    async takeBack(key) {
      await pool.query(takeBackAttempt, [key]);
    },
  };
}
