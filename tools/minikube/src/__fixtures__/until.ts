import { setTimeout as delay } from 'node:timers/promises';

/** Waits for something that another process does, and for no longer; the test's own limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(10);
}
