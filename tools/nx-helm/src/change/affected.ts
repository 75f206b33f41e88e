import type { ProjectGraph } from '@nx/devkit';
import { messageOf, UserError } from '@taskora/base/errors';
import { ancestryOf, changedFilesSince, oldestOf } from '../base/git.ts';
import { runNx } from '../base/nx-command.ts';
import type { LeftOutRelease } from '../chart/environment-releases.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { Change } from '../release/record.ts';
import { describeChanges } from '../release/record.ts';
import { describeCondition, revisionLeft, standingOf } from '../release/standing.ts';
import type { Forecast } from './forecast.ts';
import { forecast } from './forecast.ts';
import type { ReleaseForecast } from './verdict.ts';

/** What the cluster says about a release, before its inputs are compared. */
interface DeployedState {
  readonly release: DeployedRelease;
  /** The commit to compare with, if that says what the release was made from. */
  readonly commit?: string;
  /** Why it has to be deployed whatever its inputs are. */
  readonly reasons: readonly string[];
  /** Its recorded inputs have been compared, which says all that its commit could. */
  readonly isCompared?: boolean;
  /** Set where a person rolled the release back, and a deploy would respect that. */
  readonly kept?: string;
}

/** How its inputs differ from those that were recorded with it; undefined where none are recorded. */
type ChangedInputs = (release: DeployedRelease) => Promise<readonly Change[] | undefined>;

/** Fields of live objects that differ from what was applied, each in one line. */
type LiveDrift = (release: DeployedRelease) => Promise<readonly string[]>;

interface StateQuestions {
  readonly liveDrift: LiveDrift;
  readonly changedInputs: ChangedInputs;
}

async function stateOfRelease(
  workspaceRoot: string,
  release: DeployedRelease,
  revisions: readonly ReleaseRevision[],
  { liveDrift, changedInputs }: StateQuestions,
): Promise<DeployedState> {
  const recorded = standingOf({ revisions });
  if (!recorded.isInstalled) {
    return { release, reasons: recorded.conditions.map(describeCondition) };
  }
  const { latest, kept } = recorded;
  const { conditions } = standingOf({ revisions, drift: await liveDrift(release) });
  // A deploy keeps a rollback as long as the sources are those that were rolled back from.
  const source = (kept === undefined ? undefined : revisionLeft(revisions, latest)) ?? latest;
  const { commit, dirty } = source.labels;
  const ofCommit = await commitReasons(workspaceRoot, commit);
  const isCompared = dirty !== 'false' && ofCommit.length === 0;
  const reasons = [
    ...conditions.filter(({ kind }) => kind !== 'kept').map(describeCondition),
    ...ofCommit,
    ...(isCompared ? await uncommittedReasons(release, commit, changedInputs) : []),
  ];
  const isAncestor = commit !== undefined && (await isInHistory(workspaceRoot, commit));
  return {
    release,
    reasons,
    isCompared,
    ...(isAncestor ? { commit } : {}),
    ...(kept === undefined || source === latest ? {} : { kept: describeCondition(kept) }),
  };
}

/**
 * A release counts as dirty when any file of the workspace was uncommitted, even one that it is not
 * made from. The recorded hashes of its own inputs say what the commit cannot.
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
  if (commit === undefined || commit === 'unknown') return ['its commit is not recorded'];
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

interface AffectedRelease {
  readonly project: string;
  readonly affected: boolean;
  readonly reasons: readonly string[];
  /** Set where it is not affected because a person rolled it back on purpose. */
  readonly kept?: string;
  /** Set where it is not affected because the environment leaves it out. */
  readonly leftOut?: string;
}

export interface Affected {
  /** The oldest commit that a release is from, for `nx affected --base`; none is known otherwise. */
  readonly base: string | null;
  readonly releases: readonly AffectedRelease[];
}

export interface AffectedRequest {
  readonly workspaceRoot: string;
  readonly releases: readonly DeployedRelease[];
  /** Neither compared nor asked about: what was once deployed of them is no base of anything. */
  readonly leftOut?: readonly LeftOutRelease[];
  readonly revisionsOf: (release: DeployedRelease) => readonly ReleaseRevision[];
  readonly liveDrift?: LiveDrift;
  /** Asked of a release that was deployed with uncommitted changes. */
  readonly changedInputs?: ChangedInputs;
  readonly environment?: string;
  readonly projectGraph?: ProjectGraph;
  readonly onProgress?: (text: string) => void;
  /** Compares the working tree with a commit. */
  readonly compare?: (commit: string) => Promise<Forecast>;
}

const noDrift: LiveDrift = () => Promise.resolve([]);
const neverRecorded: ChangedInputs = () => Promise.resolve(undefined);

/** Which releases differ from what the cluster runs, each seen from its own commit. */
export async function affectedReleases(request: AffectedRequest): Promise<Affected> {
  const { workspaceRoot, releases, leftOut = [], revisionsOf, liveDrift = noDrift } = request;
  const { changedInputs = neverRecorded } = request;
  const questions = { liveDrift, changedInputs };
  const states = await Promise.all(
    releases.map((release) =>
      stateOfRelease(workspaceRoot, release, revisionsOf(release), questions),
    ),
  );
  const commits = states.flatMap(({ commit }) => commit ?? []);
  const compared = await compareAll(request, states);
  return {
    base: (await oldestOf(workspaceRoot, commits, 'HEAD')) ?? null,
    releases: [
      ...states.map(({ release: { project }, reasons, commit, isCompared, kept }) => {
        const since =
          commit === undefined || isCompared === true ? undefined : compared.get(commit);
        const all = reasons.length > 0 ? reasons : inputReasons(project, commit ?? '', since);
        const affected = all.length > 0;
        return {
          project,
          affected,
          reasons: all,
          ...(affected || kept === undefined ? {} : { kept }),
        };
      }),
      ...leftOut.map(({ project, leftOut: text }) => ({
        project,
        affected: false,
        reasons: [],
        leftOut: text,
      })),
    ],
  };
}

type Comparison = Forecast | { readonly failure: string };

/** One comparison for each commit, and none where a release rolls for other reasons anyway. */
async function compareAll(
  request: AffectedRequest,
  states: readonly DeployedState[],
): Promise<Map<string, Comparison>> {
  const commits = new Set(
    states
      .filter(({ reasons, isCompared }) => reasons.length === 0 && isCompared !== true)
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

/** A commit that cannot be read is no reason to stop: its releases count as affected. */
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
    if (!(error instanceof UserError)) throw error;
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
  return [`since ${commit}: ${describeForecast(found)}`];
}

function describeForecast({ because, changes, presence, verdict }: ReleaseForecast): string {
  if (changes.length === 0 || presence !== 'both') return because;
  return `${describeChanges(changes)}${verdict === 'may' ? ' (rolls if its image changes)' : ''}`;
}

/**
 * Runs a target of the affected releases alone, as `nx run-many`; prints a line where there are
 * none.
 */
export async function runAffected(
  workspaceRoot: string,
  target: string,
  { releases }: Affected,
  environment: string | undefined,
  confirm?: string,
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
    ...(confirm === undefined ? [] : [`--confirm=${confirm}`]),
  ];
  const exitCode = await runNx(workspaceRoot, args);
  if (exitCode === 0) return;
  throw new UserError(
    'NXHELM_AFFECTED_RUN',
    `${target} failed for at least one of ${projects.join(', ')}`,
    `npx nx ${args.join(' ')}`,
  );
}
