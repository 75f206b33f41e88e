import { join } from 'node:path';
import * as packages from '../../minikube/preflight/debian-packages.mjs';
import { readHost } from '../../minikube/preflight/host.mjs';
import { run } from './run.mjs';
import { digestOf, isStamped, stamp, workspaceRoot } from './stamps.mjs';

const listPath = 'tools/dev/debian-packages.txt';
const wantedPackages = () => packages.listedPackages(join(workspaceRoot, listPath));
const thisHost = () => readHost({ root: '/', userId: process.getuid?.() });

/** Those that are going to be installed: none where that is left to the person. */
export async function packagesToInstall() {
  const { debian, root } = thisHost();
  return debian && root ? packages.missingPackages(wantedPackages(), process.env) : [];
}

/**
 * Installs what is missing, as root on Debian; elsewhere says what to do. Docker, for instance, may stand
 * in for podman there, so nothing is refused: what really needs a package names it when it is missing.
 *
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function ensureDebianPackages(log) {
  const wanted = wantedPackages();
  const { debian, root } = thisHost();
  if (!debian) {
    if (isStamped('packages', digestOf([listPath]))) return false;
    console.log(`setup: not Debian. Do: install what your system calls ${wanted.join(', ')}`);
    stamp('packages', digestOf([listPath]));
    return false;
  }
  const missing = await packages.missingPackages(wanted, process.env);
  if (missing.length === 0) return false;
  if (!root) {
    const command = 'sudo apt-get install -y --no-install-recommends';
    console.log(`setup: not root. Do: ${command} ${missing.join(' ')}`);
    return false;
  }
  console.log(`setup: Debian packages to install: ${missing.join(', ')}`);
  for (const { step, program, args } of packages.installSteps(missing)) {
    await run(step, program, args, { log, environment: packages.INSTALL_ENVIRONMENT });
  }
  return true;
}
