import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './programs.mjs';
import { run } from './run.mjs';
import { digestOf, isStamped, stamp, unstamp, workspaceRoot } from './stamps.mjs';

// `npm ci` insists that the lock names the optional packages of every platform, but the lock can only
// hash those that the registry it was made with has. `npm install --no-save` installs what the lock
// says, checks its hashes, and leaves the lock as it is.
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
// Nearly everything is a dev dependency here, which npm leaves out where NODE_ENV is production.
const installArguments = ['install', '--no-save', '--include=dev', ...quiet];

const digest = () => digestOf(['package-lock.json', '.npmrc']);

/** Whether the lock changed since they were installed, or they are not there. */
export function lacksNodePackages() {
  const installed = existsSync(join(workspaceRoot, 'node_modules/.package-lock.json'));
  return !(installed && isStamped('npm', digest()));
}

/** Installs from the lock what is missing. */
export async function ensureNodePackages(log) {
  if (!lacksNodePackages()) return;
  unstamp('npm');
  const { program, args } = npmCommand();
  const step = 'npm packages from package-lock.json';
  await run(step, program, [...args, ...installArguments], { log });
  stamp('npm', digest());
}
