import { existsSync } from 'node:fs';
import { mkdir, readdir, readlink, realpath, stat, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { ProjectGraph } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import {
  changedFilesBetween,
  changedFilesSince,
  findCommit,
  git,
  mergeBase,
  readCommit,
  resolveCommit,
} from '../base/git.ts';
import { withWorktree } from '../base/worktree.ts';
import { withTemporaryPlace } from '../base/temporary-place.ts';
import type { ReleaseInputs, ReleaseState } from './ask-state.ts';
import { askState } from './ask-state.ts';
import { readInputs, renderStates } from './read-state.ts';
import type { ReleaseForecast } from './verdict.ts';
import { concernedReleases, forecastReleases } from './verdict.ts';

/**
 * Gives a worktree the packages of the present checkout, without a copy. Packages of the workspace
 * itself are linked to the worktree's own folders, so that a commit is seen by its own plugins.
 */
async function linkModules(checkout: string, worktree: string): Promise<void> {
  const manifests = await git(worktree, [
    'ls-files',
    '-z',
    '--',
    'package.json',
    '**/package.json',
  ]);
  const folders = manifests
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => dirname(path));
  const real = await realpath(checkout);
  for (const folder of new Set(['.', ...folders])) {
    const source = join(real, folder, 'node_modules');
    if (existsSync(source)) await linkFolder(source, join(worktree, folder, 'node_modules'), real);
  }
}

async function linkFolder(source: string, target: string, checkout: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    // Caches are written to, and belong to the checkout.
    if (entry.name === '.cache') continue;
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.name.startsWith('@') && entry.isDirectory()) await linkFolder(from, to, checkout);
    else {
      const leadsTo = await linkTarget(from, entry.isSymbolicLink(), checkout);
      await symlink(leadsTo, to, await kindOf(from));
    }
  }
}

/** A link to a folder of the workspace stays as it is, relative, and so points into the worktree. */
async function linkTarget(from: string, isLink: boolean, checkout: string): Promise<string> {
  if (!isLink) return from;
  const real = await realpath(from).catch(() => from);
  const inside = relative(checkout, real);
  // On Windows a path from one drive to another is absolute.
  const isInside = !inside.startsWith('..') && !isAbsolute(inside);
  const isOwn = isInside && !inside.split(sep).includes('node_modules');
  if (!isOwn) return real;
  const link = await readlink(from);
  return isAbsolute(link) ? relative(await realpath(dirname(from)), real) : link;
}

/** Windows lets everybody link a folder by a junction, and a file only where the system is set so. */
async function kindOf(path: string): Promise<'junction' | 'file'> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === false ? 'file' : 'junction';
}

interface ForecastRequest {
  readonly workspaceRoot: string;
  /** Else the workspace's default base, from where the head left it. */
  readonly base?: string;
  /** Else the working tree, with all that is not committed. */
  readonly head?: string;
  readonly defaultBase?: string;
  readonly environment?: string;
  /** Of the working tree, if whoever asks has made it already; else Nx makes it once more. */
  readonly projectGraph?: ProjectGraph;
  /** Called with each step, for whoever waits. */
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
  return withTemporaryPlace({ workspaceRoot, purpose: 'forecast' }, (folder) =>
    atCommit(request, base, (baseRoot) =>
      atCommit(request, head, async (headRoot) => {
        const old = { request, name: 'base', root: baseRoot, folder: join(folder, 'base') };
        const present = { request, name: 'head', root: headRoot, folder: join(folder, 'head') };
        const changed = await (head === undefined
          ? changedFilesSince(workspaceRoot, base)
          : changedFilesBetween(workspaceRoot, base, head));
        const releases = await compare(old, present, {
          isWorkingTree: head === undefined,
          changed,
        });
        const { isDirty } = await readCommit(workspaceRoot);
        return {
          base,
          head: head ?? 'working tree',
          isDirty: head === undefined && isDirty,
          releases,
        };
      }),
    ),
  );
}

/** The files of a commit in a folder of their own, or the working tree. */
async function atCommit<Result>(
  { workspaceRoot }: ForecastRequest,
  commit: string | undefined,
  work: (root: string) => Promise<Result>,
): Promise<Result> {
  if (commit === undefined) return work(workspaceRoot);
  return withWorktree(workspaceRoot, commit, async (worktree) => {
    await linkModules(workspaceRoot, worktree);
    return work(worktree);
  });
}

/** One side of the comparison. */
interface Side {
  readonly request: ForecastRequest;
  readonly name: string;
  readonly root: string;
  /** For what is written meanwhile. */
  readonly folder: string;
}

interface Comparison {
  readonly isWorkingTree: boolean;
  readonly changed: readonly string[] | undefined;
}

async function compare(
  base: Side,
  head: Side,
  comparison: Comparison,
): Promise<readonly ReleaseForecast[]> {
  const [old, present] = await readBoth(base, head, comparison);
  const concerned = concernedReleases(old, present);
  const [oldStates, presentStates] = await both(
    renderConcerned(base, old, concerned),
    renderConcerned(head, present, concerned),
  );
  return forecastReleases(oldStates, presentStates, concerned);
}

/**
 * Git's list of changed paths is where to begin. Files can differ that it does not name, and which of them are
 * selected can change without one: then what was left unread is not the same on both sides, and all is read.
 */
async function readBoth(
  base: Side,
  head: Side,
  { isWorkingTree, changed }: Comparison,
): Promise<readonly [ReleaseInputs[], ReleaseInputs[]]> {
  const { projectGraph, environment } = head.request;
  const hasGraph = isWorkingTree && projectGraph !== undefined;
  const own = { workspaceRoot: head.root, changed };
  const [old, present] = await both(
    askInputs(base, changed),
    hasGraph
      ? readInputs({ ...own, ...(environment === undefined ? {} : { environment }) }, projectGraph)
      : askInputs(head, changed),
  );
  if (haveEqualUnread(old, present)) return [old, present];
  return readBoth(base, head, { isWorkingTree, changed: undefined });
}

function haveEqualUnread(base: readonly ReleaseInputs[], head: readonly ReleaseInputs[]): boolean {
  const before = new Map(base.map(({ project, snapshot }) => [project, snapshot]));
  return head.every(({ project, snapshot }) => {
    const old = before.get(project);
    return old === undefined || snapshot === undefined || old.unread === snapshot.unread;
  });
}

function askInputs(
  { request, name, root, folder }: Side,
  changed: readonly string[] | undefined,
): Promise<ReleaseInputs[]> {
  const { workspaceRoot: programsRoot, environment } = request;
  return askState({
    ...{ name, workspaceRoot: root, programsRoot, folder, changed },
    ...(environment === undefined ? {} : { environment }),
  });
}

/** Those that nothing concerns have the same manifests on both sides, whatever they are. */
async function renderConcerned(
  { request, name, root, folder }: Side,
  inputs: readonly ReleaseInputs[],
  concerned: ReadonlySet<string>,
): Promise<ReleaseState[]> {
  const { workspaceRoot: programsRoot, onProgress = () => undefined } = request;
  const started = performance.now();
  const asked = inputs.flatMap((state) =>
    state.leftOut === undefined && concerned.has(state.project) ? [state] : [],
  );
  const rendered = await renderStates({ workspaceRoot: root, programsRoot, folder }, asked);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  onProgress(`${name}: ${asked.length} of ${inputs.length} releases rendered in ${seconds} s`);
  const byProject = new Map(rendered.map((state) => [state.project, state]));
  return inputs.map((state) =>
    state.leftOut === undefined
      ? (byProject.get(state.project) ?? { ...state, install: '', upgrade: '' })
      : state,
  );
}

/** A failure waits for the other one, which still has a worktree to remove. */
async function both<Result>(
  one: Promise<Result>,
  other: Promise<Result>,
): Promise<readonly [Result, Result]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
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
  throw new UserError(
    'NXHELM_BASE_UNKNOWN',
    `there is no commit to compare with: neither ${defaultBase} nor origin/${defaultBase} is here`,
    `give --base <commit>, or git fetch origin ${defaultBase}`,
  );
}

export function short(commit: string): string {
  return commit.slice(0, 7);
}
