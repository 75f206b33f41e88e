import { spawnSync } from 'node:child_process';
import { SetupError } from './errors.mjs';
import { workspaceRoot } from './stamps.mjs';

/** Runs a program with its output shown, and says which step failed when it does. */
export function run(step, program, args, environment = {}) {
  const started = Date.now();
  console.log(`setup: ${step} ...`);
  const result = spawnSync(program, args, {
    cwd: workspaceRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  if (result.status !== 0) {
    const reason = result.error?.message ?? result.signal ?? `exit code ${result.status}`;
    throw new SetupError(
      'SETUP_STEP_FAILED',
      `${step} failed (${reason})`,
      `${[program, ...args].join(' ')}`,
    );
  }
  console.log(`setup: ${step}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
