import { join } from 'node:path';
import { ownIdentity } from '@taskora/base/identity';
import { acquireLock, type Lock } from '@taskora/base/lock';
import { workspaceRoot } from './environment.ts';

/** Keeps a second run out of this checkout; a killed run's lock is recognised as stale and replaced. */
export function lockCheckout(command: string): Lock {
  return acquireLock(join(workspaceRoot, '.taskora', 'run.lock'), { ...ownIdentity(), command });
}
