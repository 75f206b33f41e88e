import { NxHelmError } from '../errors.ts';
import { git, tryGit } from './git.ts';

/**
 * The full id of whatever names a commit. Only its answer is ever given to another git command, so
 * that a name which looks like an option is nothing but an unknown commit.
 */
export async function resolveCommit(folder: string, reference: string): Promise<string> {
  const id = await findCommit(folder, reference);
  if (id !== undefined) return id;
  // Tells a folder without git from a commit that is not there.
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
export type Standing = 'ancestor' | 'elsewhere' | 'missing';

export async function standingOf(
  folder: string,
  reference: string,
  head: string,
): Promise<Standing> {
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
  throw new NxHelmError({
    code: 'NXHELM_COMMITS_UNRELATED',
    what: `${one} and ${other} have no commit in common`,
    command: 'give --base a commit of the same history',
  });
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

async function unknownCommit(folder: string, reference: string): Promise<NxHelmError> {
  if (await isShallow(folder)) return shallow(`the commit "${reference}"`);
  return new NxHelmError({
    code: 'NXHELM_COMMIT_UNKNOWN',
    what: `the repository has no commit "${reference}"`,
    command: 'git fetch --all, or correct the name',
  });
}

function shallow(what: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_CLONE_SHALLOW',
    what: `this clone has only a part of the history, and not ${what}`,
    command: 'git fetch --unshallow; in a workflow, check out with fetch-depth: 0',
  });
}
