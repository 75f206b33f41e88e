import type { DeployedRelease } from '../helm/releases.ts';
import { standingOf } from '../git/history.ts';
import type { Change } from '../inputs/change.ts';
import { describeChanges } from '../inputs/change.ts';
import type { ReleaseRevision } from '../kubernetes/cluster-state.ts';

/** What the cluster says about a release, before its inputs are looked at. */
export interface ReleaseStanding {
  readonly release: DeployedRelease;
  /** The commit it was made from, if that says what it was made from. */
  readonly commit?: string;
  /** Why it has to be deployed whatever its inputs are. */
  readonly reasons: readonly string[];
  /** Its recorded inputs have been compared, which says all that its commit could. */
  readonly isSettled?: boolean;
}

/** How its inputs differ from those that were recorded with it; undefined where none are recorded. */
export type ChangedInputs = (release: DeployedRelease) => Promise<readonly Change[] | undefined>;

export type IsDrifted = (release: DeployedRelease) => Promise<boolean>;

export interface StandingQuestions {
  readonly isDrifted: IsDrifted;
  readonly changedInputs: ChangedInputs;
}

export async function standingOfRelease(
  workspaceRoot: string,
  release: DeployedRelease,
  revisions: readonly ReleaseRevision[],
  { isDrifted, changedInputs }: StandingQuestions,
): Promise<ReleaseStanding> {
  const latest = revisions.at(-1);
  if (latest === undefined || latest.status === 'uninstalled') {
    return { release, reasons: ['it is not installed'] };
  }
  const { status, revision, labels } = latest;
  const commit = labels['commit'];
  const ofCommit = await commitReasons(workspaceRoot, commit);
  const isSettled = labels['dirty'] !== 'false' && ofCommit.length === 0;
  const reasons = [
    ...(status === 'deployed' ? [] : [`its revision ${revision} is ${status}`]),
    ...(labels['revision'] === String(revision)
      ? []
      : [`revision ${revision} is a rollback or was made by another program`]),
    ...ofCommit,
    ...(isSettled ? await uncommittedReasons(release, commit, changedInputs) : []),
    ...((await isDrifted(release)) ? ['it was changed outside'] : []),
  ];
  const isAncestor = commit !== undefined && (await isInHistory(workspaceRoot, commit));
  return { release, reasons, ...(isAncestor ? { commit } : {}), isSettled };
}

/**
 * A workspace with any uncommitted file is said to be dirty, whether or not the release is made from
 * that one. Its own inputs were recorded, each by a hash, so they tell what the commit cannot.
 */
async function uncommittedReasons(
  release: DeployedRelease,
  commit: string | undefined,
  changedInputs: ChangedInputs,
): Promise<string[]> {
  const changes = await changedInputs(release);
  if (changes === undefined) {
    return [`it was deployed with changes that were not committed, on ${commit ?? 'no commit'}`];
  }
  if (changes.length === 0) return [];
  return [
    `since it was deployed, on ${commit ?? 'no commit'} and more: ${describeChanges(changes)}`,
  ];
}

async function commitReasons(workspaceRoot: string, commit: string | undefined): Promise<string[]> {
  if (commit === undefined || commit === 'unknown') return ['nobody knows which commit it is from'];
  if (!(await isInHistory(workspaceRoot, commit))) {
    return [`its commit ${commit} is not in the history`];
  }
  return [];
}

/** A label is only text: what is no commit's id cannot be one. */
async function isInHistory(workspaceRoot: string, commit: string): Promise<boolean> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return false;
  return (await standingOf(workspaceRoot, commit, 'HEAD')) === 'ancestor';
}
