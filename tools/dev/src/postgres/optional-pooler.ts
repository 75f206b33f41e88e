import { UserError } from '@taskora/base/errors';
import type { Pooler } from './pgbouncer.ts';

export interface PoolerChoice {
  readonly start: () => Promise<Pooler>;
  /** Where nobody watches, tests that are skipped would pass for tests that hold. */
  readonly isRequired: boolean;
  readonly log: (line: string) => void;
}

/** None where the machine has no package of it; whatever else fails is a fault, as it is of a pooler that is there. */
export async function poolerWherePackaged({
  start,
  isRequired,
  log,
}: PoolerChoice): Promise<Pooler | undefined> {
  try {
    return await start();
  } catch (error) {
    const isMissing = error instanceof UserError && error.code === 'PGBOUNCER_MISSING';
    if (isRequired || !isMissing) throw error;
    log(`tests behind a pooler are skipped: ${error.message}`);
    return undefined;
  }
}
