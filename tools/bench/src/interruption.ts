import { UserError } from '@taskora/base/errors';

let signal: string | undefined;

/** From now on Ctrl-C and SIGTERM end the bench between two runs, so that all it made is removed. */
export function watchForInterruption(): void {
  for (const each of ['SIGINT', 'SIGTERM']) process.on(each, () => (signal = each));
}

export function refuseIfInterrupted(): void {
  if (signal === undefined) return;
  throw new UserError(
    'INTERRUPTED',
    `${signal} ended the bench before its end; what it made is removed`,
    'run this command again',
  );
}
