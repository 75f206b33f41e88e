import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runShown } from './run-shown.ts';

export interface NxRunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** On stderr, where a program that reads what this process says on stdout is not disturbed. */
  readonly isShownAsProgress?: boolean;
}

/** Runs the workspace's own Nx, whose output people see as it comes; gives its exit code. */
export function runNx(
  workspaceRoot: string,
  args: readonly string[],
  { environment = {}, isShownAsProgress = false }: NxRunOptions = {},
): Promise<number> {
  const nx = createRequire(join(workspaceRoot, 'package.json')).resolve('nx/bin/nx');
  return runShown(process.execPath, [nx, ...args], {
    cwd: workspaceRoot,
    environment: { NX_TUI: 'false', ...environment },
    isShownAsProgress,
  });
}
