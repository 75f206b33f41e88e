import { canHaveCluster } from './cluster.mjs';
import { forgetEarlyPackages } from './early-packages.mjs';
import { runOnWorkspaceNode } from './workspace-node.mjs';
import { checkPython, pythonVersion } from './versions.mjs';
import { ensureDebianPackages, packagesToInstall } from './debian-packages.mjs';
import { ensureNodePackages, lacksNodePackages } from './node-packages.mjs';
import { ensurePythonEnvironment, lacksPythonEnvironment } from './python-environment.mjs';
import { lockSetup } from './lock.mjs';
import { LOG_VARIABLE, openRunLog, shownPath } from './log.mjs';
import { isMachineReady, scriptName } from './preflight.mjs';
import { asSetupError } from './system-errors.mjs';

/** The registries from which something is going to be installed here. */
async function neededRegistries() {
  return [
    ...(lacksNodePackages() ? ['npm'] : []),
    ...(lacksPythonEnvironment() ? ['pip'] : []),
    ...((await packagesToInstall()).length > 0 ? ['apt'] : []),
  ];
}

/** False when the machine lacks what will be needed, which has been said by then. */
async function setUp({ script, cluster, log }) {
  const unlock = lockSetup();
  try {
    const registries = await neededRegistries();
    if (cluster || registries.length > 0) {
      if (!(await isMachineReady({ script, cluster, registries }))) return false;
    }
    // All that may refuse this machine comes first, and what takes long only then.
    if (cluster && !(await canHaveCluster(log))) return false;
    const isPackaged = await ensureDebianPackages(log);
    // The engine that has come just now may run no step of a build.
    const rest = { script, cluster, packaged: true, registries: registries.filter(isAskedAgain) };
    if (isPackaged && !(await isMachineReady(rest))) return false;
    await ensureNodePackages(log);
    forgetEarlyPackages();
    await ensurePythonEnvironment(log);
    return true;
  } finally {
    unlock();
  }
}

/** pip may have come with the packages, and says only now where it would go. */
const isAskedAgain = (registry) => registry === 'pip';

/** `[--cluster] PROGRAM [ARGUMENT ...]`; resolves to the exit code. */
export async function main(argv) {
  try {
    return await setUpAndRun(argv);
  } catch (error) {
    throw asSetupError(error);
  }
}

async function setUpAndRun(argv) {
  checkPython(pythonVersion());
  const cluster = argv[0] === '--cluster';
  const [program, ...args] = cluster ? argv.slice(1) : argv;
  const script = scriptName(program);
  const log = openRunLog(script);
  if (program !== undefined) console.log(`${script}: all output goes to ${shownPath(log)}`);
  if (!(await setUp({ script, cluster, log }))) return 1;
  if (program === undefined) return 0;
  return runOnWorkspaceNode(program, args, { [LOG_VARIABLE]: log });
}
