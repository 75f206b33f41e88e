import type { ProjectGraph } from '@nx/devkit';
import { join } from 'node:path';
import { NxHelmError } from '../errors.ts';
import { readCommit } from '../git/commit.ts';
import { findCommit, mergeBase, resolveCommit } from '../git/history.ts';
import { withWorktree } from '../git/worktree.ts';
import { withTemporaryPlace } from '../temporary/temporary-place.ts';
import { askState } from './ask-state.ts';
import { linkModules } from './link-modules.ts';
import { readState } from './read-state.ts';
import type { ReleaseState } from './state-request.ts';
import type { ReleaseForecast } from './verdict.ts';
import { forecastReleases } from './verdict.ts';

export interface ForecastRequest {
  readonly workspaceRoot: string;
  /** Else the workspace's default base, from where the head left it. */
  readonly base?: string;
  /** Else the working tree, with all that is not committed. */
  readonly head?: string;
  readonly defaultBase?: string;
  readonly environment?: string;
  /** Of the working tree, if whoever asks has made it already; else Nx makes it once more. */
  readonly projectGraph?: ProjectGraph;
  /** Told what is being done, for whoever waits. */
  readonly onProgress?: (text: string) => void;
}

export interface Forecast {
  readonly base: string;
  /** A commit, or `working tree`. */
  readonly head: string;
  readonly isDirty: boolean;
  readonly releases: readonly ReleaseForecast[];
}

/** What a change would do to each release; nothing is built and no cluster is asked. */
export async function forecast(request: ForecastRequest): Promise<Forecast> {
  const { workspaceRoot, onProgress = () => undefined } = request;
  const head =
    request.head === undefined ? undefined : await resolveCommit(workspaceRoot, request.head);
  const base = await baseCommit(request, head ?? 'HEAD');
  const name = head === undefined ? 'the working tree' : short(head);
  onProgress(`compares ${name} with ${short(base)}`);
  return withTemporaryPlace({ workspaceRoot, purpose: 'forecast' }, async (folder) => {
    const [old, present] = await both(
      stateAt(request, 'base', base, folder),
      stateAt(request, 'head', head, folder),
    );
    const { isDirty } = await readCommit(workspaceRoot);
    return {
      base,
      head: head ?? 'working tree',
      isDirty: head === undefined && isDirty,
      releases: forecastReleases(old, present),
    };
  });
}

/** A failure waits for the other one, which still has a worktree to remove. */
async function both<Result>(
  one: Promise<Result>,
  other: Promise<Result>,
): Promise<readonly [Result, Result]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

async function stateAt(
  request: ForecastRequest,
  name: 'base' | 'head',
  commit: string | undefined,
  folder: string,
): Promise<ReleaseState[]> {
  const { workspaceRoot, environment, projectGraph, onProgress = () => undefined } = request;
  const started = performance.now();
  const place = {
    programsRoot: workspaceRoot,
    folder: join(folder, name),
    ...(environment === undefined ? {} : { environment }),
  };
  const ask = (root: string): Promise<ReleaseState[]> =>
    askState({ name, workspaceRoot: root, ...place });
  const lookHere = (): Promise<ReleaseState[]> =>
    projectGraph === undefined
      ? ask(workspaceRoot)
      : readState({ workspaceRoot, ...place }, projectGraph);
  const releases =
    commit === undefined
      ? await lookHere()
      : await withWorktree(workspaceRoot, commit, async (worktree) => {
          await linkModules(workspaceRoot, worktree);
          return ask(worktree);
        });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  onProgress(`${name}: ${releases.length} releases rendered in ${seconds} s`);
  return releases;
}

/** From where the head left the base; in a checkout that follows a server, its name for the branch. */
async function baseCommit(
  { workspaceRoot, base, defaultBase = 'main' }: ForecastRequest,
  head: string,
): Promise<string> {
  if (base !== undefined) return mergeBase(workspaceRoot, base, head);
  for (const name of [defaultBase, `origin/${defaultBase}`]) {
    if ((await findCommit(workspaceRoot, name)) !== undefined) {
      return mergeBase(workspaceRoot, name, head);
    }
  }
  await resolveCommit(workspaceRoot, head);
  throw new NxHelmError({
    code: 'NXHELM_BASE_UNKNOWN',
    what: `there is no commit to compare with: neither ${defaultBase} nor origin/${defaultBase} is here`,
    command: `give --base <commit>, or git fetch origin ${defaultBase}`,
  });
}

export function short(commit: string): string {
  return commit.slice(0, 7);
}
