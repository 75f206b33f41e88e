import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';

const windowMilliseconds = 60_000;
const exhaustedMax = 10_000;

/** Counts in one statement, so that attempts at once on several replicas are each counted. */
const countAttempt = `
  insert into auth."rateLimit" as known (id, key, count, "lastRequest") values ($1, $2, 1, $3)
  on conflict (key) do update set
    count = case when known."lastRequest" <= $4 then 1 else known.count + 1 end,
    "lastRequest" = case when known."lastRequest" <= $4 then $3 else known."lastRequest" end
  returning key, count, "lastRequest" as "windowStart"`;

const readAttempts =
  'select key, count, "lastRequest" as "windowStart" from auth."rateLimit" where key = any($1)';

const refundAttempts =
  'update auth."rateLimit" set count = count - 1 where key = any($1) and count > 0';

/** Whoever tries many addresses would otherwise leave a row for each, for ever. */
const deletePast = 'delete from auth."rateLimit" where "lastRequest" <= $1';

interface Attempts {
  key: string;
  count: number;
  windowStart: string;
}

export interface Limit {
  key: string;
  atMost: number;
}

export interface AttemptCounter {
  /** The seconds to wait as far as this process knows, 0 when it may go on; asks nobody. */
  remainingWait(key: string): number;
  /** Counts one attempt and gives the seconds to wait, 0 when it may go on. */
  count(key: string, attemptsMax: number): Promise<number>;
  /** The seconds to wait because one of the counts has been reached, without counting. */
  check(limits: readonly Limit[]): Promise<number>;
  refund(keys: readonly string[]): Promise<void>;
}

/** Names what is counted without keeping an address in the table. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const secondsUntil = (time: number, now: number) => Math.max(1, Math.ceil((time - now) / 1000));

/**
 * Counts are in the database, where all replicas see them. What is spent is remembered here too, so
 * that an attempt too many costs a lookup in a map and nothing else.
 */
export function createAttemptCounter(
  database: Pick<Database, 'query'>,
  clock: () => number = Date.now,
): AttemptCounter {
  const exhausted = new Map<string, number>();
  let cleanedAt = 0;

  async function deleteFinished(now: number): Promise<void> {
    if (now - cleanedAt < windowMilliseconds) return;
    cleanedAt = now;
    for (const [key, until] of exhausted) if (until <= now) exhausted.delete(key);
    await database.query(deletePast, [now - windowMilliseconds]);
  }

  function remember(key: string, until: number): void {
    const [oldest] = exhausted.keys();
    if (exhausted.size >= exhaustedMax && oldest !== undefined) exhausted.delete(oldest);
    exhausted.set(key, until);
  }

  return {
    remainingWait(key) {
      const now = clock();
      const until = exhausted.get(key) ?? 0;
      return until <= now ? 0 : secondsUntil(until, now);
    },
    async count(key, attemptsMax) {
      const now = clock();
      await deleteFinished(now);
      const values = [randomUUID(), key, now, now - windowMilliseconds];
      const [attempts] = await database.query<Attempts & Record<string, unknown>>(
        countAttempt,
        values,
      );
      if (attempts === undefined || attempts.count <= attemptsMax) return 0;
      const until = Number(attempts.windowStart) + windowMilliseconds;
      remember(key, until);
      return secondsUntil(until, now);
    },
    async check(limits) {
      const now = clock();
      const rows = await database.query<Attempts & Record<string, unknown>>(readAttempts, [
        limits.map(({ key }) => key),
      ]);
      const waits = limits.map(({ key, atMost }) => {
        const found = rows.find((row) => row.key === key);
        const until = Number(found?.windowStart ?? 0) + windowMilliseconds;
        if (found === undefined || until <= now || found.count < atMost) return 0;
        remember(key, until);
        return secondsUntil(until, now);
      });
      return Math.max(0, ...waits);
    },
    async refund(keys) {
      for (const key of keys) exhausted.delete(key);
      if (keys.length > 0) await database.query(refundAttempts, [keys]);
    },
  };
}
