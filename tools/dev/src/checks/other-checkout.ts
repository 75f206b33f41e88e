import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { must, run, type RunOptions, type RunResult } from '../run.ts';

/** What is installed rather than versioned, and so has to be brought into another checkout. */
export const installed = [
  'node_modules',
  '.venv',
  '.taskora/bin',
  '.taskora/schemas',
  '.taskora/setup',
];

/** Brings what is in this checkout to another place, with nothing built in it. */
export async function copyCheckout(folder: string): Promise<void> {
  for (const file of await versionedFiles()) {
    cpSync(join(workspaceRoot, file), join(folder, file));
  }
  for (const each of installed) {
    const options = { recursive: true, verbatimSymlinks: true };
    cpSync(join(workspaceRoot, each), join(folder, each), options);
  }
}

/**
 * Runs Nx of another checkout, without a daemon: that would outlive the folder, and write into it
 * while it is removed.
 */
export function runNxOf(
  folder: string,
  args: readonly string[],
  options: Pick<RunOptions, 'inherit'> = {},
): Promise<RunResult> {
  return run(join(folder, 'node_modules/.bin/nx'), args, {
    ...options,
    directory: folder,
    environment: { NX_DAEMON: 'false' },
  });
}

async function versionedFiles(): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return (await git(args)).split('\0').filter(Boolean);
}

/** A worktree of the same repository, which shares Nx's cache with this one. */
export async function withWorktree<Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await git(['worktree', 'add', '--quiet', '--detach', folder, 'HEAD']);
  try {
    await copyCheckout(folder);
    return await work();
  } finally {
    await git(['worktree', 'remove', '--force', folder]);
  }
}

const git = (args: readonly string[]): Promise<string> =>
  must('git', args, { code: 'OTHER_CHECKOUT_FAILED', fix: 'git worktree prune && git status' });
