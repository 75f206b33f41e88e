import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '@taskora/base/errors';
import { git, resolveCommit, tryGit } from './git.ts';
import { withTemporaryPlace } from './temporary-place.ts';

const pauseMilliseconds = 50;
/** Another one is made in less than a second; what is half made for longer was left by a killed git. */
const attemptsMax = 200;

/**
 * Git 2.39 lists all worktrees before it adds one, and ends where another process is just making one:
 * that one's `commondir` is there and still empty.
 */
const isHalfMade = /failed to read .*worktrees[/\\][^/\\]+[/\\]commondir/;

interface WorktreeOptions {
  /** Between two attempts. */
  readonly pause?: () => Promise<unknown>;
}

async function addWorktree(
  folder: string,
  [worktree, commit]: readonly [string, string],
  pause: () => Promise<unknown>,
): Promise<void> {
  // Hooks are for a person's own checkouts; they may install or ask.
  const withoutHooks = ['-c', 'core.hooksPath=/dev/null'];
  const add = ['worktree', 'add', '--quiet', '--detach', '--', worktree, commit];
  for (let attempt = 1; ; attempt += 1) {
    const { exitCode, stderr } = await tryGit(folder, [...withoutHooks, ...add]);
    if (exitCode === 0) return;
    if (!isHalfMade.test(stderr) || attempt === attemptsMax) {
      throw new UserError(
        'NXHELM_WORKTREE_FAILED',
        `git worktree add: ${stderr.trim()}`,
        'git worktree prune && git worktree list',
      );
    }
    await pause();
  }
}

/** Gives the work a folder with the files of a commit, for as long as it lasts. */
export async function withWorktree<Result>(
  folder: string,
  reference: string,
  work: (worktree: string) => Promise<Result>,
  { pause = () => wait(pauseMilliseconds) }: WorktreeOptions = {},
): Promise<Result> {
  const commit = await resolveCommit(folder, reference);
  const onRemoved = async (): Promise<void> => void (await tryGit(folder, ['worktree', 'prune']));
  const place = { workspaceRoot: folder, purpose: 'worktree', onRemoved };
  return withTemporaryPlace(place, async (parent) => {
    const worktree = join(parent, 'files');
    await addWorktree(folder, [worktree, commit], pause);
    return work(join(worktree, await workspacePath(folder)));
  });
}

/** A workspace need not be the repository's root. */
async function workspacePath(folder: string): Promise<string> {
  return (await git(folder, ['rev-parse', '--show-prefix'])).trim();
}
