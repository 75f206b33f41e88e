import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { broughtNode, npmCommand } from './programs.mjs';
import { run } from './run.mjs';
import { isStamped, stamp, unstamp, workspaceRoot } from './stamps.mjs';

// What the program of the cluster runs on, which is little: a Node that runs TypeScript, and what its
// manifest and that of its base depend on. Without it a machine would be refused only after all packages are installed.
export const earlyFolder = join(workspaceRoot, '.taskora', 'early');

const readManifest = (folder) =>
  JSON.parse(readFileSync(join(workspaceRoot, folder, 'package.json'), 'utf8'));

/** These are in the checkout, and no registry has them. */
const isOfWorkspace = (name) => name.startsWith('@taskora/');

/** Whether the person's own Node will do; the option that takes its warning away is as old. */
const runsTypeScript = Boolean(process.features.typescript);

/** The names and versions that this workspace gives them. */
function wantedPackages() {
  const dependencies = Object.fromEntries(
    ['tools/base', 'tools/minikube']
      .flatMap((folder) => Object.entries(readManifest(folder).dependencies))
      .filter(([name]) => !isOfWorkspace(name)),
  );
  if (runsTypeScript) return dependencies;
  return { node: readManifest('.').devDependencies.node, ...dependencies };
}

const areIn = (folder, packages) =>
  Object.keys(packages).every((name) => existsSync(join(folder, 'node_modules', name)));

/**
 * The Node for the program of the cluster: the person's where it runs TypeScript, else that of the
 * workspace's packages where these are installed, else one that npm brings with the few packages that are
 * needed. What that program imports is found by `early-resolution.mjs`.
 */
export async function earlyNode(log) {
  const packages = wantedPackages();
  const folder = areIn(workspaceRoot, packages) ? workspaceRoot : earlyFolder;
  if (folder === earlyFolder) await bring(packages, log);
  return runsTypeScript ? process.execPath : broughtNode(folder);
}

/** Into a folder of its own: npm removes all others where it installs a few. */
async function bring(packages, log) {
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  if (areIn(earlyFolder, packages) && isStamped('early', wanted.join())) return;
  forgetEarlyPackages();
  mkdirSync(earlyFolder, { recursive: true });
  const { allowScripts } = readManifest('.');
  writeFileSync(join(earlyFolder, 'package.json'), JSON.stringify({ private: true, allowScripts }));
  // They come from where the workspace's packages come from.
  copyFileSync(join(workspaceRoot, '.npmrc'), join(earlyFolder, '.npmrc'));
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const args = ['install', '--prefix', earlyFolder, '--no-save', ...quiet, ...wanted];
  const npm = npmCommand();
  const step = 'what the rest of the preflight runs on';
  await run(step, npm.program, [...npm.args, ...args], { log });
  stamp('early', wanted.join());
}

/** The workspace's own are there by now. */
export function forgetEarlyPackages() {
  unstamp('early');
  rmSync(earlyFolder, { recursive: true, force: true });
}
