import { spawn } from 'node:child_process';
import { environmentWith } from '../settings.ts';
import { notFoundExitCode } from './run.ts';

interface ShownRun {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** On stderr, as what is no result. */
  readonly isShownAsProgress?: boolean;
}

/** Runs a program whose output people see as it comes; gives its exit code. */
export function runShown(
  program: string,
  args: readonly string[],
  options: ShownRun,
): Promise<number> {
  const { cwd, environment = {}, isShownAsProgress = false } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: environmentWith(environment),
      stdio: isShownAsProgress ? ['inherit', process.stderr, 'inherit'] : 'inherit',
    });
    child.on('error', () => resolve(notFoundExitCode));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
