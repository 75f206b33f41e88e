import { createHash } from 'node:crypto';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onInterruption } from '../process/interruption.ts';
import { isAlive } from '../process/other-process.ts';
import { git, tryGit } from './git.ts';
import { resolveCommit } from './history.ts';

/**
 * Gives the work a folder with the files of a commit, outside of the workspace, so that neither git
 * nor Nx takes it for a part of it. The folder goes when the work ends, however it ends; what a
 * killed run left goes with the next.
 */
export async function withWorktree<Result>(
  folder: string,
  reference: string,
  work: (worktree: string) => Promise<Result>,
): Promise<Result> {
  const commit = await resolveCommit(folder, reference);
  const prefix = await worktreePrefix(folder);
  await removeAbandoned(folder, prefix);
  const parent = await mkdtemp(join(await realpath(tmpdir()), `${prefix}${process.pid}-`));
  const worktree = join(parent, 'files');
  const cleanUp = async (): Promise<void> => {
    await rm(parent, { recursive: true, force: true });
    await tryGit(folder, ['worktree', 'prune']);
  };
  const stopListening = onInterruption(cleanUp);
  try {
    // Hooks are for a person's own checkouts; they may install or ask.
    const withoutHooks = ['-c', 'core.hooksPath=/dev/null'];
    const add = ['worktree', 'add', '--quiet', '--detach', '--', worktree, commit];
    await git(folder, [...withoutHooks, ...add]);
    return await work(join(worktree, await workspacePath(folder)));
  } finally {
    stopListening();
    await cleanUp();
  }
}

/** A workspace need not be the repository's root. */
async function workspacePath(folder: string): Promise<string> {
  return (await git(folder, ['rev-parse', '--show-prefix'])).trim();
}

async function worktreePrefix(folder: string): Promise<string> {
  const id = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 12);
  return `nx-helm-${id}-`;
}

async function removeAbandoned(folder: string, prefix: string): Promise<void> {
  const parent = tmpdir();
  const left = (await readdir(parent)).filter((name) => {
    const owner = name.startsWith(prefix) ? /^\d+/.exec(name.slice(prefix.length)) : null;
    return owner !== null && !isAlive(Number(owner[0]));
  });
  for (const name of left) await rm(join(parent, name), { recursive: true, force: true });
  if (left.length > 0) await tryGit(folder, ['worktree', 'prune']);
}
