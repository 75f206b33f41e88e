import {
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { hasCode } from '@taskora/base/error-code';
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
  for (const each of installed) bring(join(workspaceRoot, each), join(folder, each));
}

/** What programs write beside packages, perhaps into a file that is there. */
const written = '.cache';

/**
 * Gives a folder that nobody edits, file by file, a second name; a copy where both places are on different
 * file systems, or the files are another person's. What is installed has tens of thousands of files, and builds only read them.
 */
export function bring(from: string, to: string): void {
  try {
    linkFiles(from, to);
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'].some((code) => hasCode(error, code))) throw error;
    rmSync(to, { recursive: true });
    const filter = (source: string): boolean => basename(source) !== written;
    cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter });
  }
}

function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === written) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(source, target);
    else if (entry.isSymbolicLink()) {
      const isFolder = statSync(source, { throwIfNoEntry: false })?.isDirectory() === true;
      symlinkSync(readlinkSync(source), target, isFolder ? 'junction' : 'file');
    } else linkSync(source, target);
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
