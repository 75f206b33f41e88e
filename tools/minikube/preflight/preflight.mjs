import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clockFinding, commitDate } from './clock.mjs';
import { askEngines, describeEngine, ENGINE_PACKAGES, engineFinding } from './engine.mjs';
import { folderFindings } from './folders.mjs';
import { goFinding, unbuiltModules } from './go.mjs';
import {
  diskFindings,
  hostFinding,
  needOfBuilds,
  programPlaces,
  readHost,
  readText,
  sizeFindings,
} from './host.mjs';
import { kernelFindings } from './kernel.mjs';
import { networkFinding } from './networks.mjs';
import { listedPackages, missingPackages } from './debian-packages.mjs';
import { portFindings } from './ports.mjs';
import { answerOf } from './question.mjs';
import { reachAll, registryFindings } from './registries.mjs';
import { readRegistries } from './registry-addresses.mjs';
import { findDefaultDevice, noDefaultRoute } from './routes.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {import('./settings.mjs').PreflightSettings} PreflightSettings
 * @typedef {import('./registry-addresses.mjs').RegistryTool} RegistryTool
 * @typedef {object} Needs
 * @property {boolean} cluster whether a cluster has to be there at the end
 * @property {boolean} packaged whether the Debian packages have been installed by now
 * @property {readonly RegistryTool[]} registries from which something is missing here
 */

const GIGABYTE = 1024 ** 3;
const DISK_OF_IMAGES_BYTES = 6 * GIGABYTE;
const DISK_OF_CHECKOUT_BYTES = 3 * GIGABYTE;

/** One that is named, in a kubeconfig as YAML or as JSON. */
const CURRENT_CONTEXT = /(^|[{,]\s*)"?current-context"?:\s*["']?[^\s"',}]/m;

/**
 * How a cluster would come to be here, as far as that shows before anything is installed. The whole
 * decision, with what the cluster itself answers, is made later; what it refuses it refuses then too.
 *
 * @param {PreflightSettings} settings
 * @returns {'existing' | 'minikube-start' | 'modules'}
 */
export function expectedProvider(settings) {
  const { cache, kubeconfigs } = settings;
  const hasContext = kubeconfigs.some((path) => CURRENT_CONTEXT.test(readText(path) ?? ''));
  if (hasContext || existsSync(join(cache, 'cluster.json'))) return 'existing';
  return programPlaces('minikube', settings).length > 0 ? 'minikube-start' : 'modules';
}

/**
 * Checks all that is needed late, at once, and changes nothing.
 *
 * @param {Needs} needs
 * @param {PreflightSettings} settings
 * @returns {Promise<{ findings: Finding[], summary: string }>}
 */
export async function preflight(needs, settings) {
  const provider = needs.cluster ? expectedProvider(settings) : 'none';
  const isNew = provider === 'modules' || provider === 'minikube-start';
  const host = provider === 'modules' ? hostFinding(readHost(settings)) : undefined;
  // Elsewhere than on Debian the rest would be about a system that is not going to be used.
  const isMadeHere = provider === 'modules' && host?.code !== 'NOT_DEBIAN';
  const modules = isMadeHere ? missingModules(settings) : [];
  const registries = new Set(needs.registries);
  if (modules.length > 0) registries.add('go');
  if (isMadeHere && (await lacksPackages(settings))) registries.add('apt');
  const [engine, ports, go, reached] = await Promise.all([
    isNew ? checkEngine(needs, isMadeHere, settings) : undefined,
    isNew ? portFindings(isMadeHere, settings) : [],
    modules.length > 0 ? checkGo(modules, settings) : undefined,
    checkRegistries([...registries], settings),
  ]);
  const findings = [
    host,
    ...(isMadeHere ? ofThisMachine(host, settings) : []),
    go,
    ...ports,
    ...folderFindings(foldersOf(needs, settings)),
    ...diskFindings(disksOf(isNew, modules.length > 0, registries, settings)),
    ...reached.findings,
    engine?.finding,
  ];
  return {
    findings: findings.filter((finding) => finding !== undefined),
    summary: engine?.summary ?? '',
  };
}

/** @param {PreflightSettings} settings */
function missingModules({ tool, cache }) {
  return unbuiltModules(join(tool, 'modules'), join(cache, 'programs'));
}

/** @param {PreflightSettings} settings */
async function lacksPackages({ tool, environment }) {
  const list = join(tool, 'debian-packages.txt');
  return (await missingPackages(listedPackages(list), environment)).length > 0;
}

/**
 * Where no more is known of the node than that it is this machine itself.
 *
 * @param {Finding | undefined} host
 * @param {PreflightSettings} settings
 * @returns {(Finding | undefined)[]}
 */
function ofThisMachine(host, settings) {
  return [
    ...sizeFindings(),
    // What others than root may do says nothing about what root may.
    ...(host === undefined ? kernelFindings(settings.root) : []),
    findDefaultDevice(settings) === undefined ? noDefaultRoute : undefined,
    networkFinding(settings),
  ];
}

/**
 * @param {Needs} needs
 * @param {boolean} isMade whether the cluster is going to be made by root
 * @param {PreflightSettings} settings
 */
async function checkEngine(needs, isMade, settings) {
  const answer = await askEngines(
    join(settings.workspace, settings.engineProbe),
    settings.environment,
  );
  const { debian, root } = readHost(settings);
  const summary = describeEngine(answer);
  // What engines answer others than root says nothing about what they will answer root.
  if (isMade && debian && !root) return { finding: undefined, summary };
  const mayCome = debian && root && !needs.packaged && answer.engine === undefined;
  const coming = mayCome ? await missingPackages(ENGINE_PACKAGES, settings.environment) : [];
  return { finding: engineFinding(answer, coming.length > 0), summary };
}

/**
 * @param {readonly string[]} modules
 * @param {PreflightSettings} settings
 */
async function checkGo(modules, { environment }) {
  const version = await answerOf('go', ['env', 'GOVERSION'], {
    environment: { ...environment, GOTOOLCHAIN: 'local' },
  });
  return goFinding(version?.trim().replace(/^go/, ''), modules);
}

/**
 * @param {readonly RegistryTool[]} tools
 * @param {PreflightSettings} settings
 */
async function checkRegistries(tools, settings) {
  if (tools.length === 0) return { findings: [] };
  const [reached, commit] = await Promise.all([
    readRegistries(tools, settings).then(reachAll),
    commitDate(settings.workspace),
  ]);
  const clock = clockFinding({ reached, commit });
  return { findings: [...registryFindings(reached), ...(clock === undefined ? [] : [clock])] };
}

/**
 * @param {Needs} needs
 * @param {PreflightSettings} settings
 */
function foldersOf({ cluster }, { cache, workspace, checkoutFolder, temporary }) {
  const own = { path: join(workspace, checkoutFolder), use: 'what this checkout needs' };
  const ours = { path: cache, use: 'what is built and downloaded' };
  const short = { path: temporary, use: 'what is needed for a moment', madeHere: false };
  return [
    { ...own, fix: 'work in a checkout that this user may write to' },
    ...(cluster
      ? [{ ...ours, fix: 'set XDG_CACHE_HOME to a folder that this user may write to' }]
      : []),
    { ...short, fix: 'set TMPDIR to a folder that is there and that this user may write to' },
  ];
}

/**
 * @param {boolean} isNew
 * @param {boolean} builds
 * @param {ReadonlySet<RegistryTool>} registries
 * @param {PreflightSettings} settings
 */
function disksOf(isNew, builds, registries, { cache, workspace, platform }) {
  const needs = [];
  if (registries.has('npm') || registries.has('pip')) {
    const use = 'a checkout with its packages';
    needs.push({ folder: workspace, bytes: DISK_OF_CHECKOUT_BYTES, use });
  }
  if (builds) needs.push(needOfBuilds(cache));
  // Elsewhere the engine has a disk of its own, in a virtual machine.
  if (isNew && platform === 'linux') {
    const use = 'what images and pods are kept in';
    needs.push({ folder: '/var/lib', bytes: DISK_OF_IMAGES_BYTES, use });
  }
  return needs;
}
