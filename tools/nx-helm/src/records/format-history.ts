import type { Change } from '../inputs/change.ts';
import { describeChanges } from '../inputs/change.ts';
import type { RecordedChange, RolloutRecord } from './record.ts';

/** The newest last, as a log is read. */
export function formatHistory({
  release,
  records,
}: {
  readonly release: string;
  readonly records: readonly RolloutRecord[];
}): string {
  if (records.length === 0) return `${release}: nothing is recorded`;
  return [release, ...records.flatMap(linesOf)].join('\n');
}

function linesOf(record: RolloutRecord): string[] {
  const { revision, action, reasonCode, explanation, commit, dirty, by } = record;
  const { startedAt, durationSeconds, result } = record;
  const origin = `commit ${commit}${dirty ? ' with uncommitted changes' : ''}`;
  return [
    `  ${revision}  ${startedAt}  ${action} (${reasonCode}): ${explanation}`,
    `      ${origin}, by ${by}, ${durationSeconds.toFixed(1)} s, ${result}`,
    ...record.changes
      .filter(isKnown)
      .flatMap((change) => describeChanges([change], 'full').split('\n'))
      .map((line) => `      ${line}`),
  ];
}

/** A record of a later version of this plugin may know other kinds. */
function isKnown(change: RecordedChange): change is Change {
  return typeof change.kind === 'string' && Array.isArray(change.details);
}
