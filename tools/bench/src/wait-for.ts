import { UserError } from '@taskora/base/errors';
import { waitUntil } from '@taskora/dev/wait';

/** Waits for a condition of the bench; what is so otherwise is the error. */
export async function waitFor(
  isSo: () => boolean | Promise<boolean>,
  timeoutSeconds: number,
  otherwise: string,
): Promise<void> {
  if (await waitUntil(isSo, { timeoutSeconds })) return;
  const what = `${otherwise} within ${timeoutSeconds} s`;
  throw new UserError('BENCH_TOO_LONG', what, 'npx nx run dev:status');
}
