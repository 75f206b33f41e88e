import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { digestOf, isStamped, stamp, workspaceRoot } from './stamps.mjs';

const listPath = 'tools/dev/debian-packages.txt';

/** The package names of a list in which `#` starts a comment. */
export function parsePackageList(text) {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((name) => name !== '');
}

/** Which of the packages dpkg does not report as installed. */
export function missingPackages(wanted, dpkgOutput) {
  const installed = new Set(
    dpkgOutput
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => !installed.has(name));
}

function queryInstalled(wanted) {
  const format = '${Package} ${db:Status-Status}\\n';
  const result = spawnSync('dpkg-query', ['-W', '-f', format, ...wanted], { encoding: 'utf8' });
  return result.stdout ?? '';
}

/** Debian itself: a system derived from it names its packages differently. */
function isDebian() {
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

const environment = { DEBIAN_FRONTEND: 'noninteractive' };
// Another program of the system, such as its nightly upgrade, may be at it.
const patience = ['-o', 'DPkg::Lock::Timeout=120'];

async function install(missing, log) {
  console.log(`setup: Debian packages to install: ${missing.join(', ')}`);
  const options = { log, environment };
  // An installation that was cut off has to be finished first; otherwise this does nothing.
  await run('dpkg --configure -a', 'dpkg', ['--configure', '-a'], options);
  await run('apt-get update', 'apt-get', [...patience, 'update', '-qq'], options);
  const packages = ['install', '-qq', '-y', '--no-install-recommends', ...missing];
  await run('Debian packages', 'apt-get', [...patience, ...packages], options);
}

const wantedPackages = () => parsePackageList(readFileSync(join(workspaceRoot, listPath), 'utf8'));

/** Those that are going to be installed: none where that is left to the person. */
export function packagesToInstall() {
  if (!isDebian() || process.getuid?.() !== 0) return [];
  const wanted = wantedPackages();
  return missingPackages(wanted, queryInstalled(wanted));
}

/**
 * Installs what is missing, as root on Debian; elsewhere says what to do. Docker, for instance, may stand
 * in for podman there, so nothing is refused: what really needs a package names it when it is missing.
 *
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function ensureDebianPackages(log) {
  const wanted = wantedPackages();
  if (!isDebian()) {
    if (isStamped('packages', digestOf([listPath]))) return false;
    console.log(`setup: not Debian. Do: install what your system calls ${wanted.join(', ')}`);
    stamp('packages', digestOf([listPath]));
    return false;
  }
  const missing = missingPackages(wanted, queryInstalled(wanted));
  if (missing.length === 0) return false;
  if (process.getuid?.() === 0) {
    await install(missing, log);
    return true;
  }
  console.log(
    `setup: not root. Do: sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`,
  );
  return false;
}
