import type { RolloutRecord } from '../records/record.ts';
import { whoRuns } from '../process/who.ts';
import type { RollbackTarget } from './rollback-target.ts';

export interface RollbackEnd {
  readonly revision: number;
  readonly result: string;
  readonly startedAt: Date;
}

/** What the release's history keeps of a rollback, also of one that failed. */
export function rollbackRecord(
  reason: string,
  { present, target }: RollbackTarget,
  { revision, result, startedAt }: RollbackEnd,
): RolloutRecord {
  const why = reason === '' ? 'no reason given' : reason;
  return {
    revision,
    action: 'rolled-back',
    reasonCode: 'rollback',
    explanation: `from revision ${present.revision} to revision ${target.revision}: ${why}`,
    changes: [],
    commit: target.labels['commit'] ?? 'unknown',
    dirty: target.labels['dirty'] === 'true',
    by: whoRuns(),
    startedAt: startedAt.toISOString(),
    durationSeconds: (Date.now() - startedAt.getTime()) / 1000,
    result,
  };
}
