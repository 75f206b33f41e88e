import type { DeployedRelease } from '../helm/releases.ts';
import { standingOf } from '../git/history.ts';
import type { ReleaseRevision } from '../kubernetes/cluster-state.ts';

/** What the cluster says about a release, before its inputs are looked at. */
export interface ReleaseStanding {
  readonly release: DeployedRelease;
  /** The commit it was made from, if that says what it was made from. */
  readonly commit?: string;
  /** Why it has to be deployed whatever its inputs are. */
  readonly reasons: readonly string[];
}

export type IsDrifted = (release: DeployedRelease) => Promise<boolean>;

export async function standingOfRelease(
  workspaceRoot: string,
  release: DeployedRelease,
  revisions: readonly ReleaseRevision[],
  isDrifted: IsDrifted,
): Promise<ReleaseStanding> {
  const latest = revisions.at(-1);
  if (latest === undefined || latest.status === 'uninstalled') {
    return { release, reasons: ['it is not installed'] };
  }
  const { status, revision, labels } = latest;
  const commit = labels['commit'];
  const reasons = [
    ...(status === 'deployed' ? [] : [`its revision ${revision} is ${status}`]),
    ...(labels['revision'] === String(revision)
      ? []
      : [`revision ${revision} is a rollback or was made by another program`]),
    ...(await commitReasons(workspaceRoot, commit, labels['dirty'])),
    ...((await isDrifted(release)) ? ['it was changed outside'] : []),
  ];
  const isAncestor = commit !== undefined && (await isInHistory(workspaceRoot, commit));
  return { release, reasons, ...(isAncestor ? { commit } : {}) };
}

async function commitReasons(
  workspaceRoot: string,
  commit: string | undefined,
  dirty: string | undefined,
): Promise<string[]> {
  if (commit === undefined || commit === 'unknown') return ['nobody knows which commit it is from'];
  if (!(await isInHistory(workspaceRoot, commit))) {
    return [`its commit ${commit} is not in the history`];
  }
  if (dirty === 'false') return [];
  return [`it was deployed with changes that were not committed, on ${commit}`];
}

/** A label is only text: what is no commit's id cannot be one. */
async function isInHistory(workspaceRoot: string, commit: string): Promise<boolean> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return false;
  return (await standingOf(workspaceRoot, commit, 'HEAD')) === 'ancestor';
}
