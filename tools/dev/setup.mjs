// First-run set-up: brings this checkout's programs and packages to what its lock files say.
// It has no dependencies, because it runs before there are any, and it does only what is missing.
// `setup.mjs [--cluster] PROGRAM [ARGUMENT ...]` then runs the program on the Node that it installed: a
// shell that has found `node` once does not look for a newer one. With --cluster it refuses what a
// cluster would be refused for before it changes anything outside this checkout.
import { canHaveCluster } from './setup/cluster.mjs';
import { runOnWorkspaceNode } from './setup/workspace-node.mjs';
import { checkVersions } from './setup/versions.mjs';
import { ensureDebianPackages, packagesToInstall } from './setup/debian-packages.mjs';
import { ensureNodePackages, lacksNodePackages } from './setup/node-packages.mjs';
import { ensurePythonEnvironment, lacksPythonEnvironment } from './setup/python-environment.mjs';
import { asSetupError, SetupError } from './setup/errors.mjs';
import { lockSetup } from './setup/lock.mjs';
import { LOG_VARIABLE, openRunLog, shownPath } from './setup/log.mjs';
import { isMachineReady, scriptName } from './setup/preflight.mjs';

/** The registries from which something is going to be installed here. */
function neededRegistries() {
  return [
    ...(lacksNodePackages() ? ['npm'] : []),
    ...(lacksPythonEnvironment() ? ['pip'] : []),
    ...(packagesToInstall().length > 0 ? ['apt'] : []),
  ];
}

/** False when the machine lacks what will be needed, which has been said by then. */
async function setUp({ script, cluster, log }) {
  const unlock = lockSetup();
  try {
    const registries = neededRegistries();
    if (cluster || registries.length > 0) {
      if (!(await isMachineReady({ script, cluster, registries }))) return false;
    }
    await ensureNodePackages(log);
    if (cluster && !canHaveCluster()) return false;
    const isPackaged = await ensureDebianPackages(log);
    // Before anything that takes long: the engine that has come just now may run no step of a build.
    const rest = { script, cluster, packaged: true, registries: registries.filter(isAskedAgain) };
    if (isPackaged && !(await isMachineReady(rest))) return false;
    await ensurePythonEnvironment(log);
    return true;
  } finally {
    unlock();
  }
}

/** pip may have come with the packages, and says only now where it would go. */
const isAskedAgain = (registry) => registry === 'pip';

try {
  checkVersions();
  const cluster = process.argv[2] === '--cluster';
  const [program, ...args] = process.argv.slice(cluster ? 3 : 2);
  const script = scriptName(program);
  const log = openRunLog(script);
  if (program !== undefined) console.log(`${script}: all output goes to ${shownPath(log)}`);
  if (!(await setUp({ script, cluster, log }))) process.exitCode = 1;
  else if (program !== undefined) {
    process.exitCode = await runOnWorkspaceNode(program, args, { [LOG_VARIABLE]: log });
  }
} catch (thrown) {
  const error = asSetupError(thrown);
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
