// First-run set-up: brings this checkout's programs and packages to what its lock files say.
// It has no dependencies, because it runs before there are any, and it does only what is missing.
// `setup.mjs [--cluster] PROGRAM [ARGUMENT ...]` then runs the program on the Node that it installed: a
// shell that has found `node` once does not look for a newer one. With --cluster it refuses what a
// cluster would be refused for before it changes anything outside this checkout.
import { canHaveCluster } from './setup/cluster.mjs';
import { runOnWorkspaceNode } from './setup/workspace-node.mjs';
import { checkVersions } from './setup/versions.mjs';
import { ensureDebianPackages } from './setup/debian-packages.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { ensurePythonEnvironment } from './setup/python-environment.mjs';
import { SetupError } from './setup/errors.mjs';
import { lockSetup } from './setup/lock.mjs';

/** False when a cluster is wanted and cannot be had, which has been said by then. */
function setUp(wantsCluster) {
  const unlock = lockSetup();
  try {
    ensureNodePackages();
    if (wantsCluster && !canHaveCluster()) return false;
    ensureDebianPackages();
    ensurePythonEnvironment();
    return true;
  } finally {
    unlock();
  }
}

try {
  checkVersions();
  const wantsCluster = process.argv[2] === '--cluster';
  const [program, ...args] = process.argv.slice(wantsCluster ? 3 : 2);
  if (!setUp(wantsCluster)) process.exitCode = 1;
  else if (program !== undefined) process.exitCode = await runOnWorkspaceNode(program, args);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
