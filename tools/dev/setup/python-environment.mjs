import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pythonProgram } from './programs.mjs';
import { run } from './run.mjs';
import { digestOf, isStamped, stamp, unstamp, workspaceRoot } from './stamps.mjs';
import { pythonName } from './versions.mjs';

const uvLock = 'tools/dev/requirements-uv.lock';
const apiLock = 'apps/api/requirements-dev.lock';

const environment = join(workspaceRoot, '.venv');
const python = pythonProgram(environment, 'python');
const digest = () => digestOf([uvLock, apiLock]);

/** Whether a lock changed since the environment was made, or it is not there. */
export function lacksPythonEnvironment() {
  return !(existsSync(python) && isStamped('python', digest()));
}

/**
 * Makes `.venv` with uv from hash-locked files. pip serves only to bring uv itself,
 * so that everything else is installed by one program with one lock format.
 */
export async function ensurePythonEnvironment(log) {
  if (!lacksPythonEnvironment()) return;
  unstamp('python');
  rmSync(environment, { recursive: true, force: true });
  await run('Python environment', pythonName(), ['-m', 'venv', '.venv'], { log });
  const pipInstall = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run('uv from its lock', python, [...pipInstall, '--require-hashes', '-r', uvLock], { log });
  const uv = pythonProgram(environment, 'uv');
  // The lock is whole but for what the service never calls (requirements-excluded.txt).
  const options = ['--quiet', '--require-hashes', '--no-deps', '--python', python];
  const sync = ['pip', 'install', ...options, '-r', apiLock];
  await run('Python packages from apps/api/requirements-dev.lock', uv, sync, { log });
  stamp('python', digest());
}
