import { UserError } from '@taskora/base/errors';
import type { RunOptions, RunResult } from '@taskora/base/run';
import { environmentWith } from './settings.ts';
import { notFoundExitCode, run } from '@taskora/base/run';
import { compareText } from './text.ts';

/** Set by git for its hooks; a command in another folder would work on the hook's repository. */
const ofHooks = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];
const changes = {
  ...Object.fromEntries(ofHooks.map((name) => [name, undefined])),
  LC_ALL: 'C',
};

/** Runs git in one folder; the caller checks the exit code. */
export function tryGit(
  folder: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return run('git', args, { directory: folder, environment: environmentWith(changes), ...options });
}

/** Returns git's output, or throws with git's error text. */
export async function git(folder: string, args: readonly string[]): Promise<string> {
  const result = await tryGit(folder, args);
  if (result.exitCode === 0) return result.stdout;
  if (result.exitCode === notFoundExitCode) {
    throw new UserError('NXHELM_GIT_MISSING', 'the program git was not found', 'install git');
  }
  if (/not a git repository/i.test(result.stderr)) {
    throw new UserError(
      'NXHELM_GIT_NONE',
      'the workspace is in no git repository, so there are no commits to compare',
      'git init, and commit the workspace',
    );
  }
  throw new UserError(
    'NXHELM_GIT_FAILED',
    `git ${args[0] ?? ''}: ${result.stderr.trim()}`,
    'git status',
  );
}

/**
 * The full id of a commit by any of its names. Only this id is given to other git commands, so that
 * a name in the form of an option is an unknown commit and nothing else.
 */
export async function resolveCommit(folder: string, reference: string): Promise<string> {
  const id = await findCommit(folder, reference);
  if (id !== undefined) return id;
  // Distinguishes a folder without git from a commit that does not exist.
  await git(folder, ['rev-parse', '--git-dir']);
  throw await unknownCommit(folder, reference);
}

export async function findCommit(folder: string, reference: string): Promise<string | undefined> {
  const { exitCode, stdout } = await tryGit(folder, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${reference}^{commit}`,
  ]);
  const id = stdout.trim();
  return exitCode === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

/** Part of the history is missing in clones that a CI makes by default. */
export async function isShallow(folder: string): Promise<boolean> {
  return (await git(folder, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';
}

/** Where a commit stands seen from another one. */
type Ancestry = 'ancestor' | 'elsewhere' | 'missing';

export async function ancestryOf(
  folder: string,
  reference: string,
  head: string,
): Promise<Ancestry> {
  const commit = await findCommit(folder, reference);
  if (commit === undefined) return 'missing';
  const tip = await resolveCommit(folder, head);
  const { exitCode } = await tryGit(folder, ['merge-base', '--is-ancestor', commit, tip]);
  return exitCode === 0 ? 'ancestor' : 'elsewhere';
}

/** Where two histories parted; what the one did since is not what the other undid. */
export async function mergeBase(folder: string, one: string, other: string): Promise<string> {
  const [first, second] = await Promise.all([
    resolveCommit(folder, one),
    resolveCommit(folder, other),
  ]);
  const { exitCode, stdout } = await tryGit(folder, ['merge-base', first, second]);
  if (exitCode === 0) return stdout.trim();
  if (await isShallow(folder)) throw shallow(`where ${one} and ${other} parted`);
  throw new UserError(
    'NXHELM_COMMITS_UNRELATED',
    `${one} and ${other} have no commit in common`,
    'give --base a commit of the same history',
  );
}

/** The oldest of several ancestors of a commit, by the order of its history. */
export async function oldestOf(
  folder: string,
  commits: readonly string[],
  head: string,
): Promise<string | undefined> {
  const ids = await Promise.all(commits.map((commit) => resolveCommit(folder, commit)));
  const [first, ...rest] = new Set(ids);
  if (first === undefined || rest.length === 0) return first;
  const tip = await resolveCommit(folder, head);
  return (await git(folder, ['merge-base', '--octopus', first, ...rest, tip])).trim();
}

async function unknownCommit(folder: string, reference: string): Promise<UserError> {
  if (await isShallow(folder)) return shallow(`the commit "${reference}"`);
  return new UserError(
    'NXHELM_COMMIT_UNKNOWN',
    `the repository has no commit "${reference}"`,
    'git fetch --all, or correct the name',
  );
}

function shallow(what: string): UserError {
  return new UserError(
    'NXHELM_CLONE_SHALLOW',
    `this clone is shallow and lacks ${what}`,
    'git fetch --unshallow; in a workflow, check out with fetch-depth: 0',
  );
}

/**
 * Paths below a folder, relative to it, that are not as they were at a commit: committed since,
 * changed, deleted, or new and not ignored. A renamed file counts with both of its names.
 */
export async function changedFilesSince(folder: string, reference: string): Promise<string[]> {
  const commit = await resolveCommit(folder, reference);
  const [tracked, untracked] = await Promise.all([
    namesOfDifferences(folder, commit),
    git(folder, ['ls-files', '--others', '--exclude-standard', '-z', '--', '.']),
  ]);
  return [...new Set(pathsIn(tracked + untracked))].toSorted(compareText);
}

/** The same between two commits. */
export async function changedFilesBetween(
  folder: string,
  base: string,
  head: string,
): Promise<string[]> {
  return pathsIn(await namesOfDifferences(folder, base, head));
}

function namesOfDifferences(folder: string, ...commits: readonly string[]): Promise<string> {
  const how = ['--name-only', '-z', '--no-renames', '--relative'];
  return git(folder, ['diff', ...how, ...commits, '--', '.']);
}

function pathsIn(text: string): string[] {
  return text.split('\0').filter((path) => path !== '');
}

export interface Commit {
  readonly id: string;
  readonly isDirty: boolean;
}

/**
 * What the release was made from; a workspace without git has no answer, which is no failure. A file that
 * this run itself has written makes the workspace no dirtier.
 */
export async function readCommit(workspaceRoot: string, ownFile?: string): Promise<Commit> {
  const besides = ownFile === undefined ? [] : ['--', '.', `:(exclude,literal)${ownFile}`];
  const all = ownFile === undefined ? [] : ['--untracked-files=all'];
  const [head, status] = await Promise.all([
    run('git', ['rev-parse', '--short=7', 'HEAD'], { directory: workspaceRoot }),
    run('git', ['status', '--porcelain', ...all, ...besides], { directory: workspaceRoot }),
  ]);
  if (head.exitCode !== 0) return { id: 'unknown', isDirty: true };
  return { id: head.stdout.trim(), isDirty: status.stdout.trim() !== '' };
}
