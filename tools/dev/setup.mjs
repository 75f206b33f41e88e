// First-run set-up: brings this checkout's programs and packages to what its lock files say.
// It has no dependencies, because it runs before there are any, and it does only what is missing.
import { checkVersions } from './setup/versions.mjs';
import { ensureDebianPackages } from './setup/debian-packages.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { ensurePythonEnvironment } from './setup/python-environment.mjs';
import { SetupError } from './setup/errors.mjs';

try {
  checkVersions();
  ensureDebianPackages();
  ensureNodePackages();
  ensurePythonEnvironment();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
