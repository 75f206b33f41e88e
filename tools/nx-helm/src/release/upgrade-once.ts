import { UserError } from '@taskora/base/errors';
import type { Commit } from '../base/git.ts';
import { readReleases } from '../cluster/cluster-state.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import type { ReleaseLock } from './lock.ts';
import type { RolloutRecord } from './record.ts';
import type { RolloutSchemas } from './rollout-schemas.ts';
import { upgrade } from './upgrade.ts';

/** What is to be recorded of an upgrade that is tried once more. */
type FailedAttempt = Pick<RolloutRecord, 'action' | 'explanation' | 'result'>;

interface OnceSetting {
  readonly lock: ReleaseLock;
  readonly schemas: RolloutSchemas;
  /** The hooks have migrated this very database already. */
  readonly isMigrated: boolean;
  /** Gives the number of the revision that comes next. */
  readonly onFailedAttempt: (attempt: FailedAttempt) => Promise<number>;
}

/**
 * Helm has not gone back, so nothing serves: it tried, and the pods of before did not get ready either, or
 * they could not run. Where it went back, pods for the same schema are ready, and a migration would not
 * help those that are not.
 */
const notRolledBack: ReadonlySet<string> = new Set([
  'NXHELM_ROLLBACK_FAILED',
  'NXHELM_ROLLBACK_WITHHELD',
]);

/**
 * Without its hooks where they would do nothing. A database that was taken back meanwhile in its place
 * shows by pods that refuse it, those of before as well: then once more, with the hooks. What failed for
 * another reason has failed.
 */
export async function upgradeOnce(
  request: DeployRequest,
  decision: RollDecision,
  commit: Commit,
  { isMigrated, onFailedAttempt, ...setting }: OnceSetting,
): Promise<number> {
  if (!isMigrated) return upgrade(request, decision, commit, setting);
  const { release, kubectl } = request;
  console.log(`${release}: without its hooks, which have migrated this database already`);
  let isUnavailable = false;
  const onUnavailable = (): void => void (isUnavailable = true);
  try {
    return await upgrade(request, decision, commit, { ...setting, isMigrated, onUnavailable });
  } catch (error) {
    const mayLackHooks = error instanceof UserError && notRolledBack.has(error.code);
    if (!isUnavailable || !mayLackHooks) throw error;
    const latest = (await readReleases(kubectl)).get(release)?.at(-1);
    // Helm upgrades no release on which something is pending.
    if (latest === undefined || latest.status.startsWith('pending-')) throw error;
    console.warn(`${release}: its pods do not get ready without the hooks: once more, with them`);
    const explanation = `${decision.explanation}; without its hooks`;
    const next = await onFailedAttempt({ action: 'failed', explanation, result: error.code });
    return upgrade(request, { ...decision, nextRevision: next }, commit, setting);
  }
}

export async function followingRevision({ kubectl, release }: DeployRequest): Promise<number> {
  return ((await readReleases(kubectl)).get(release)?.at(-1)?.revision ?? 0) + 1;
}
