import { existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {{ readonly debian: boolean, readonly system: string, readonly root: boolean }} HostFacts
 */

/** What has to be free on the cache's disk before anything is built from Go modules. */
export const DISK_OF_BUILDS_BYTES = 20 * 1024 ** 3;
/** kubeadm and Minikube refuse a machine with less. */
const CPUS_AT_LEAST = 2;
/** The control plane, the product's pods and the build of the largest program; a machine sold with 4 GB shows less. */
const MEMORY_AT_LEAST_BYTES = 3.5 * 1024 ** 3;

/** @param {string} path */
export function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * The names in a folder; none where there is no such folder, or where it may not be read.
 *
 * @param {string} folder
 */
export function namesIn(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** @type {Readonly<Record<string, string>>} */
const SYSTEMS = { darwin: 'macOS', win32: 'Windows' };

/**
 * @param {{ readonly root: string, readonly userId: number | undefined, readonly platform?: NodeJS.Platform }} machine
 * @returns {HostFacts}
 */
export function readHost({ root, userId, platform = process.platform }) {
  const release = platform === 'linux' ? (readText(join(root, '/etc/os-release')) ?? '') : '';
  const named = /^PRETTY_NAME="?([^"\n]*)/m.exec(release)?.[1];
  return {
    debian: /^ID="?debian"?$/m.test(release),
    system: named ?? SYSTEMS[platform] ?? platform,
    root: userId === 0,
  };
}

/**
 * Where programs of a name are in the folders of a search path, which Windows lists with an ending.
 *
 * @param {string} name
 * @param {{ readonly searchPath: readonly string[], readonly platform: NodeJS.Platform, readonly environment: Readonly<Record<string, string | undefined>> }} machine
 * @param {(path: string) => boolean} [exists]
 */
export function programPlaces(name, { searchPath, platform, environment }, exists = existsSync) {
  const endings =
    platform === 'win32'
      ? (environment['PATHEXT'] || '.EXE;.CMD').split(';').filter(Boolean)
      : [''];
  const names = endings.map((ending) => `${name}${ending.toLowerCase()}`);
  return searchPath
    .flatMap((folder) => names.map((one) => join(folder, one)))
    .filter((path) => exists(path));
}

/** @param {string} system */
const isDesktop = (system) => Object.values(SYSTEMS).includes(system);

/**
 * What is wrong with a machine on which no cluster can be made, or brought back, from Go modules.
 *
 * @param {HostFacts} host
 * @returns {Finding | undefined}
 */
export function hostFinding({ debian, system, root }) {
  if (!debian) {
    return {
      code: 'NOT_DEBIAN',
      what: `no Minikube runs here, and one can be made from Go modules on Debian only (this is ${system})`,
      fix: `install minikube and ${isDesktop(system) ? 'Docker Desktop' : 'Docker'}`,
    };
  }
  if (root) return undefined;
  return {
    code: 'NOT_ROOT',
    what: 'no Minikube runs here, and only root can make one from Go modules',
    fix: 'become root, or install minikube and Docker',
  };
}

/**
 * The folder itself, or the nearest one above it that is there.
 *
 * @param {string} folder
 */
export function nearestExisting(folder) {
  let found = folder;
  while (!existsSync(found)) found = dirname(found);
  return found;
}

/**
 * The free bytes of the disk that will hold a folder, which need not be there yet.
 *
 * @param {string} folder
 */
export function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(nearestExisting(folder));
  return bavail * bsize;
}

/**
 * @param {number} bytes
 * @param {number} digits
 */
const inGigabytes = (bytes, digits) => (bytes / 1024 ** 3).toFixed(digits);

/**
 * @typedef {object} DiskNeed
 * @property {string} folder
 * @property {number} bytes
 * @property {string} use
 * @property {string} [variable] which names another folder for it, where there is one
 */

/**
 * What builds take of the disk of the cache, for a while.
 *
 * @param {string} cache
 * @param {number} [bytes]
 * @returns {DiskNeed}
 */
export function needOfBuilds(cache, bytes = DISK_OF_BUILDS_BYTES) {
  const use = 'building from Go modules, for a while,';
  return { folder: cache, bytes, use, variable: 'XDG_CACHE_HOME' };
}

/**
 * @param {DiskNeed} need
 * @param {number} [free]
 * @returns {Finding | undefined}
 */
export function diskFinding({ folder, bytes, use, variable }, free = freeBytes(folder)) {
  if (free >= bytes) return undefined;
  const elsewhere =
    variable === undefined ? '' : `, or set ${variable} to a folder on a larger disk`;
  return {
    code: 'DISK_TOO_SMALL',
    what: `${use} needs ${inGigabytes(bytes, 0)} GB, and the disk of ${folder} has ${inGigabytes(free, 1)} GB free`,
    fix: `free some space there (df -h ${nearestExisting(folder)} shows it)${elsewhere}`,
  };
}

/**
 * Folders on the same disk share its space, so of them only the one with the largest need counts: what
 * the builds take is free again before the cluster runs.
 *
 * @param {readonly DiskNeed[]} needs
 * @returns {Finding[]}
 */
export function diskFindings(needs) {
  const disks = new Map();
  for (const need of needs) {
    const { dev } = statSync(nearestExisting(need.folder));
    if ((disks.get(dev)?.bytes ?? 0) < need.bytes) disks.set(dev, need);
  }
  return [...disks.values()].map((need) => diskFinding(need)).filter((one) => one !== undefined);
}

/** What the machine has, or less where a control group of ours is limited to less. */
export function memoryBytes(root = '/') {
  const limits = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes']
    .map((path) => Number(readText(join(root, path)) ?? Number.NaN))
    .filter((limit) => limit > 0);
  return Math.min(totalmem(), ...limits);
}

/**
 * @param {{ cpus?: number, memory?: number }} [machine]
 * @returns {Finding[]}
 */
export function sizeFindings({ cpus = availableParallelism(), memory = memoryBytes() } = {}) {
  const findings = [];
  if (cpus < CPUS_AT_LEAST) {
    findings.push({
      code: 'CPUS_TOO_FEW',
      what: `this machine has ${cpus} processor, and Kubernetes refuses less than ${CPUS_AT_LEAST}`,
      fix: `give the machine ${CPUS_AT_LEAST} processors or more (nproc shows them)`,
    });
  }
  if (memory < MEMORY_AT_LEAST_BYTES) {
    findings.push({
      code: 'MEMORY_TOO_SMALL',
      what: `this machine has ${inGigabytes(memory, 1)} GB of memory, and the cluster and its builds need ${inGigabytes(MEMORY_AT_LEAST_BYTES, 1)} GB`,
      fix: 'give the machine more memory (free -h shows it)',
    });
  }
  return findings;
}
