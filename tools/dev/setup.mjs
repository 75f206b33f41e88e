// First-run set-up: brings this checkout's programs and packages to what its lock files say.
// It has no dependencies, because it runs before there are any, and it does only what is missing.
// `setup.mjs PROGRAM [ARGUMENT ...]` then runs the program on the Node that it installed: a shell that
// has found `node` once does not look for a newer one.
import { runOnWorkspaceNode } from './setup/workspace-node.mjs';
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
  const [program, ...args] = process.argv.slice(2);
  if (program !== undefined) process.exitCode = await runOnWorkspaceNode(program, args);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
