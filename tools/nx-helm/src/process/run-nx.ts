import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runShown } from './run-shown.ts';

/** Runs the workspace's own Nx, whose output people see as it comes; gives its exit code. */
export function runNx(
  workspaceRoot: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const nx = createRequire(join(workspaceRoot, 'package.json')).resolve('nx/bin/nx');
  return runShown(process.execPath, [nx, ...args], {
    cwd: workspaceRoot,
    environment: { NX_TUI: 'false', ...environment },
  });
}
