import type { ProjectGraph } from '@nx/devkit';
import { NxHelmError, messageOf } from '../errors.ts';
import { changedFilesSince } from '../git/changed-files.ts';
import { oldestOf } from '../git/history.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { forecast } from '../forecast/forecast.ts';
import type { ReleaseForecast } from '../forecast/verdict.ts';
import type { DeployedRelease } from '../helm/releases.ts';
import { describeChanges } from '../inputs/change.ts';
import type { ReleaseRevision } from '../kubernetes/cluster-state.ts';
import type { ChangedInputs, IsDrifted, ReleaseStanding } from './release-standing.ts';
import { standingOfRelease } from './release-standing.ts';

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
