import type { Kubectl } from '../kubernetes/kubectl.ts';
import { readRecords } from '../records/records.ts';

export interface KeptRollback {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly revision: number;
  readonly rolledBackFrom: number;
}

/** Tells who deploys unchanged sources why they are not deployed, and how they can be. */
export async function keptWords(kept: KeptRollback): Promise<string> {
  const { release, revision, rolledBackFrom } = kept;
  return (
    `${release}: kept at revision ${revision}, because these sources were taken back on purpose ` +
    `from revision ${rolledBackFrom}${await told(kept)}. A change of them rolls by itself; ` +
    `to deploy them all the same: npx nx run ${release}:helm-deploy --force`
  );
}

/** The same for those who only look, in one clause. */
export async function keptClause(kept: KeptRollback): Promise<string> {
  const { revision, rolledBackFrom } = kept;
  const from = `taken back on purpose from revision ${rolledBackFrom}${await told(kept)}`;
  return `kept at revision ${revision}, ${from}`;
}

async function told({ kubectl, release, revision }: KeptRollback): Promise<string> {
  // Without the right to read the history the rollback is still a rollback.
  const records = await readRecords(kubectl, release).catch(() => []);
  // A fix that failed meanwhile has made revisions of its own, which say nothing of the rollback.
  const record = records.findLast(
    (one) => one.revision <= revision && one.reasonCode === 'rollback',
  );
  return record === undefined ? '' : ` (${record.explanation}; by ${record.by})`;
}
