import { NxHelmError } from '../errors.ts';
import type { RunOptions, RunResult } from '../process/run.ts';
import { notFoundExitCode, run } from '../process/run.ts';

/** Set by git for its hooks; a command in another folder would work on the hook's repository. */
const ofHooks = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];
const environment = {
  ...Object.fromEntries(ofHooks.map((name) => [name, undefined])),
  LC_ALL: 'C',
};

/** Git in one folder; the caller looks at the exit code. */
export function tryGit(
  folder: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return run('git', args, { cwd: folder, environment, ...options });
}

/** Git's output, or an error with git's own words. */
export async function git(folder: string, args: readonly string[]): Promise<string> {
  const result = await tryGit(folder, args);
  if (result.exitCode === 0) return result.stdout;
  if (result.exitCode === notFoundExitCode) {
    throw new NxHelmError({
      code: 'NXHELM_GIT_MISSING',
      what: 'the program git was not found',
      command: 'install git',
    });
  }
  if (/not a git repository/i.test(result.stderr)) {
    throw new NxHelmError({
      code: 'NXHELM_GIT_NONE',
      what: 'the workspace is in no git repository, so there are no commits to compare',
      command: 'git init, and commit the workspace',
    });
  }
  throw new NxHelmError({
    code: 'NXHELM_GIT_FAILED',
    what: `git ${args[0] ?? ''}: ${result.stderr.trim()}`,
    command: 'git status',
  });
}
