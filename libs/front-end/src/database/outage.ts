import { setTimeout as wait } from 'node:timers/promises';

const pauseMilliseconds = 100;
/** While an outage is younger, requests wait for its end as long as they may. */
const outageWaitMilliseconds = 5_000;
/** In an older one they would only pile up; this is enough to notice that it is just over. */
const checkMilliseconds = 300;

/** The time that somebody was ready to wait is over. */
export class DeadlineExceeded extends Error {
  readonly code = 'DATABASE_AWAY';

  constructor() {
    super('the database did not answer in time');
    this.name = 'DeadlineExceeded';
  }
}

/** What the work gives, or `DeadlineExceeded` when it takes longer; the work itself is not stopped. */
export async function withTimeout<Result>(
  work: Promise<Result>,
  milliseconds: number,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineExceeded()), Math.max(milliseconds, 0));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Nobody listens to it any more.
    work.catch(() => undefined);
  }
}

export interface Outage {
  /** Begins, unless there is one already; it ends by itself with the first sign of life. */
  begin(): void;
  /** Returns at once when there is none; throws when it does not end before the deadline. */
  waitUntil(deadline: number): Promise<void>;
  stop(): void;
}

/** One for all who wait: the absent server is asked ten times a second, however many want it. */
export function createOutage(probe: () => Promise<unknown>): Outage {
  let current: { since: number; over: Promise<void> } | undefined;
  let stopped = false;

  async function watch(): Promise<void> {
    while (!stopped) {
      try {
        await probe();
        break;
      } catch {
        await wait(pauseMilliseconds, undefined, { ref: false });
      }
    }
    current = undefined;
  }

  return {
    begin() {
      if (!stopped) current ??= { since: Date.now(), over: watch() };
    },
    async waitUntil(deadline) {
      if (current === undefined) return;
      const { since, over } = current;
      const longest = Math.max(since + outageWaitMilliseconds, Date.now() + checkMilliseconds);
      await withTimeout(over, Math.min(deadline, longest) - Date.now());
    },
    stop() {
      stopped = true;
    },
  };
}
