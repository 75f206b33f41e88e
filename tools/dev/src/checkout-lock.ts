import { join } from 'node:path';
import { ownIdentity } from '@taskora/base/identity';
import { acquireLock } from '@taskora/base/lock';
import { workspaceRoot } from './environment.ts';

/** Keeps a second run out of this checkout; a killed run's lock is recognised as stale and replaced. */
export async function withCheckoutLock<Result>(
  command: string,
  work: () => Promise<Result>,
  file = 'run.lock',
): Promise<Result> {
  const path = join(workspaceRoot, '.taskora', file);
  const lock = acquireLock(path, { ...ownIdentity(), command });
  try {
    return await work();
  } finally {
    lock.release();
  }
}
