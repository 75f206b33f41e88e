import type { Kubectl } from '../cluster/kubectl.ts';
import { readRecords } from './records.ts';
import type { Condition } from './standing.ts';
import { describeCondition } from './standing.ts';

/** A release that stays at what a person rolled it back to. */
interface KeptRelease {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly kept: Extract<Condition, { readonly kind: 'kept' }>;
}

/** Says why unchanged sources are not deployed, and the command that deploys them. */
export async function keptMessage(given: KeptRelease): Promise<string> {
  const { release } = given;
  return (
    `${release}: ${await describeKept(given)}. A changed source is deployed as usual; ` +
    `to deploy this one: npx nx run ${release}:helm-deploy --force`
  );
}

/** The condition with the recorded reason and author of the rollback, in one clause. */
export async function describeKept({ kubectl, release, kept }: KeptRelease): Promise<string> {
  // Without the right to read the history the rollback is still a rollback.
  const records = await readRecords(kubectl, release).catch(() => []);
  // A later failed deploy has recorded revisions of its own, which say nothing of the rollback.
  const record = records.findLast(
    (one) => one.revision <= kept.revision && one.reasonCode === 'rollback',
  );
  const why = record === undefined ? '' : ` (${record.explanation}; by ${record.by})`;
  return `${describeCondition(kept)}${why}`;
}
