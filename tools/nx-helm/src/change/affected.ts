import type { ProjectGraph } from '@nx/devkit';
import { messageOf, NxHelmError } from '../base/errors.ts';
import { changedFilesSince, oldestOf, ancestryOf } from '../base/git.ts';
import { runNx } from '../base/nx-command.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { Change } from '../release/record.ts';
import { describeChanges } from '../release/record.ts';
import type { Forecast } from './forecast.ts';
import { forecast } from './forecast.ts';
import type { ReleaseForecast } from './verdict.ts';

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
  return (await ancestryOf(workspaceRoot, commit, 'HEAD')) === 'ancestor';
}

export interface AffectedRelease {
  readonly project: string;
  readonly affected: boolean;
  readonly reasons: readonly string[];
}

export interface Affected {
  /** The oldest commit that a release is from, for `nx affected --base`; none is known otherwise. */
  readonly base: string | null;
  readonly releases: readonly AffectedRelease[];
}

export interface AffectedRequest {
  readonly workspaceRoot: string;
  readonly releases: readonly DeployedRelease[];
  readonly revisionsOf: (release: DeployedRelease) => readonly ReleaseRevision[];
  readonly isDrifted?: IsDrifted;
  /** Asked of a release that was deployed with uncommitted changes. */
  readonly changedInputs?: ChangedInputs;
  readonly environment?: string;
  readonly projectGraph?: ProjectGraph;
  readonly onProgress?: (text: string) => void;
  /** Compares the working tree with a commit. */
  readonly compare?: (commit: string) => Promise<Forecast>;
}

const neverDrifted: IsDrifted = () => Promise.resolve(false);
const neverRecorded: ChangedInputs = () => Promise.resolve(undefined);

/** Which releases differ from what the cluster runs, each seen from its own commit. */
export async function affectedReleases(request: AffectedRequest): Promise<Affected> {
  const { workspaceRoot, releases, revisionsOf, isDrifted = neverDrifted } = request;
  const { changedInputs = neverRecorded } = request;
  const questions = { isDrifted, changedInputs };
  const standings = await Promise.all(
    releases.map((release) =>
      standingOfRelease(workspaceRoot, release, revisionsOf(release), questions),
    ),
  );
  const commits = standings.flatMap(({ commit }) => commit ?? []);
  const compared = await compareAll(request, standings);
  return {
    base: (await oldestOf(workspaceRoot, commits, 'HEAD')) ?? null,
    releases: standings.map(({ release: { project }, reasons, commit, isSettled }) => {
      const isCompared = commit !== undefined && isSettled !== true;
      const since = isCompared ? compared.get(commit) : undefined;
      const all = reasons.length > 0 ? reasons : inputReasons(project, commit ?? '', since);
      return { project, affected: all.length > 0, reasons: all };
    }),
  };
}

type Comparison = Forecast | { readonly failure: string };

/** One comparison for each commit, and none where a release rolls for other reasons anyway. */
async function compareAll(
  request: AffectedRequest,
  standings: readonly ReleaseStanding[],
): Promise<Map<string, Comparison>> {
  const commits = new Set(
    standings
      .filter(({ reasons, isSettled }) => reasons.length === 0 && isSettled !== true)
      .flatMap(({ commit }) => commit ?? []),
  );
  const compared = new Map<string, Comparison>();
  for (const commit of commits) {
    const changed = await changedFilesSince(request.workspaceRoot, commit);
    if (changed.length === 0) continue;
    compared.set(commit, await compareWith(request, commit));
  }
  return compared;
}

/** A commit that cannot be looked at any more is no reason to stop: its releases count as affected. */
async function compareWith(request: AffectedRequest, commit: string): Promise<Comparison> {
  const { workspaceRoot, environment, onProgress, projectGraph } = request;
  const compare =
    request.compare ??
    ((base: string) =>
      forecast({
        workspaceRoot,
        base,
        ...(environment === undefined ? {} : { environment }),
        ...(projectGraph === undefined ? {} : { projectGraph }),
        ...(onProgress === undefined ? {} : { onProgress }),
      }));
  try {
    return await compare(commit);
  } catch (error) {
    if (!(error instanceof NxHelmError)) throw error;
    return { failure: messageOf(error) };
  }
}

/** Nothing was compared where no file changed since the release's commit. */
function inputReasons(project: string, commit: string, compared: Comparison | undefined): string[] {
  if (compared === undefined) return [];
  if ('failure' in compared)
    return [`its commit ${commit} cannot be compared: ${compared.failure}`];
  const found = compared.releases.find((release) => release.project === project);
  if (found === undefined || found.verdict === 'no') return [];
  return [`since ${commit}: ${wordsFor(found)}`];
}

function wordsFor({ because, changes, presence, verdict }: ReleaseForecast): string {
  if (changes.length === 0 || presence !== 'both') return because;
  return `${describeChanges(changes)}${verdict === 'may' ? ' (rolls if its image changes)' : ''}`;
}

/** Runs a target of the affected releases alone, as `nx run-many`; says so where there is none. */
export async function runAffected(
  workspaceRoot: string,
  target: string,
  { releases }: Affected,
  environment: string | undefined,
): Promise<void> {
  const projects = releases.filter(({ affected }) => affected).map(({ project }) => project);
  if (projects.length === 0) {
    console.error(`affected: every release is as deployed, so ${target} has nothing to do`);
    return;
  }
  // Values stand behind an equals sign, so that none can be taken for an option.
  const args = [
    'run-many',
    `--targets=${target}`,
    `--projects=${projects.join(',')}`,
    ...(environment === undefined ? [] : [`--configuration=${environment}`]),
  ];
  const exitCode = await runNx(workspaceRoot, args);
  if (exitCode === 0) return;
  throw new NxHelmError({
    code: 'NXHELM_AFFECTED_RUN',
    what: `${target} failed for at least one of ${projects.join(', ')}`,
    command: `npx nx ${args.join(' ')}`,
  });
}
