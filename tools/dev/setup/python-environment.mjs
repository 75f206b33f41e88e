import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { digestOf, isStamped, stamp, unstamp, workspaceRoot } from './stamps.mjs';

const uvLock = 'tools/dev/requirements-uv.lock';
const apiLock = 'apps/api/requirements-dev.lock';

/**
 * Makes `.venv` with uv from hash-locked files. pip serves only to bring uv itself,
 * so that everything else is installed by one program with one lock format.
 */
export function ensurePythonEnvironment() {
  const digest = digestOf([uvLock, apiLock]);
  const environment = join(workspaceRoot, '.venv');
  const python = join(environment, 'bin', 'python');
  if (existsSync(python) && isStamped('python', digest)) return;
  unstamp('python');
  rmSync(environment, { recursive: true, force: true });
  run('Python environment', 'python3', ['-m', 'venv', '.venv']);
  const pipInstall = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  run('uv from its lock', python, [...pipInstall, '--require-hashes', '-r', uvLock]);
  const uv = join(environment, 'bin', 'uv');
  const sync = ['pip', 'install', '--quiet', '--require-hashes', '--python', python, '-r', apiLock];
  run('Python packages from apps/api/requirements-dev.lock', uv, sync);
  stamp('python', digest);
}
