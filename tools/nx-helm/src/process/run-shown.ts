import { spawn } from 'node:child_process';
import { environmentWith } from '../settings.ts';
import { notFoundExitCode } from './run.ts';

/** Runs a program whose output people see as it comes; gives its exit code. */
export function runShown(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly environment?: Readonly<Record<string, string>> },
): Promise<number> {
  const { cwd, environment = {} } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: environmentWith(environment),
      stdio: 'inherit',
    });
    child.on('error', () => resolve(notFoundExitCode));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
