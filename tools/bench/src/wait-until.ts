import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '@taskora/base/errors';

const pauseMilliseconds = 100;

export async function waitUntil(
  isSo: () => boolean | Promise<boolean>,
  timeoutSeconds: number,
  otherwise: string,
): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new UserError(
        'BENCH_TOO_LONG',
        `${otherwise} within ${timeoutSeconds} s`,
        'npx nx run dev:status',
      );
    }
    await wait(pauseMilliseconds);
  }
}
