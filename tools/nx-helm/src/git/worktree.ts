import { join } from 'node:path';
import { withTemporaryPlace } from '../temporary/temporary-place.ts';
import { git, tryGit } from './git.ts';
import { resolveCommit } from './history.ts';

/** Gives the work a folder with the files of a commit, for as long as it lasts. */
export async function withWorktree<Result>(
  folder: string,
  reference: string,
  work: (worktree: string) => Promise<Result>,
): Promise<Result> {
  const commit = await resolveCommit(folder, reference);
  const onRemoved = async (): Promise<void> => void (await tryGit(folder, ['worktree', 'prune']));
  const place = { workspaceRoot: folder, purpose: 'worktree', onRemoved };
  return withTemporaryPlace(place, async (parent) => {
    const worktree = join(parent, 'files');
    // Hooks are for a person's own checkouts; they may install or ask.
    const withoutHooks = ['-c', 'core.hooksPath=/dev/null'];
    const add = ['worktree', 'add', '--quiet', '--detach', '--', worktree, commit];
    await git(folder, [...withoutHooks, ...add]);
    return work(join(worktree, await workspacePath(folder)));
  });
}

/** A workspace need not be the repository's root. */
async function workspacePath(folder: string): Promise<string> {
  return (await git(folder, ['rev-parse', '--show-prefix'])).trim();
}
