import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { namesIn } from '../../preflight/host.mjs';
import { isEmptyKubeconfig } from '../kubernetes/kubeconfig.ts';
import type { Marker } from '../base/marker.ts';
import type { Settings } from '../base/settings.ts';

type Found = Pick<Marker, 'foundPaths' | 'profile'>;

/** What Minikube writes into its home by itself, and writes again whenever it is missing. */
const MINIKUBE_ENTRIES = [
  'bin',
  'cache',
  'logs',
  'ca.crt',
  'ca.key',
  'proxy-client-ca.crt',
  'proxy-client-ca.key',
  'machine_client.lock',
  'last_update_check',
  ...['ca-key.pem', 'ca.pem', 'cert.pem', 'key.pem'].map((name) => `certs/${name}`),
];
const PROFILE_FOLDERS = ['profiles', 'machines'];

/** Minikube's own settings, which it writes as an empty object when a profile is deleted. */
const SETTINGS_FILE = join('config', 'config.json');

/** Whether somebody has made anything in Minikube's home that Minikube does not make by itself. */
export function isMinikubeHomeUsed({ minikubeHome }: Settings): boolean {
  return filesBelow(minikubeHome).some((path) => !isMadeByItself(minikubeHome, path));
}

function isMadeByItself(home: string, path: string): boolean {
  if (path === SETTINGS_FILE) return /^\s*\{\s*\}\s*$/.test(readFileSync(join(home, path), 'utf8'));
  return MINIKUBE_ENTRIES.some((entry) => `${path}/`.startsWith(`${entry}/`));
}

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    : [];

/** Takes our profile out of Minikube's home, and the rest where nobody else has anything in it. */
export function removeMinikubeHome({ foundPaths, profile }: Found, settings: Settings): void {
  const home = settings.minikubeHome;
  if (foundPaths.includes(home)) return;
  const remove = (path: string): void => rmSync(join(home, path), { recursive: true, force: true });
  for (const folder of PROFILE_FOLDERS) remove(join(folder, profile));
  if (PROFILE_FOLDERS.some((folder) => namesIn(join(home, folder)).length > 0)) return;
  for (const path of MINIKUBE_ENTRIES) remove(path);
  if (existsSync(join(home, SETTINGS_FILE)) && isMadeByItself(home, SETTINGS_FILE)) {
    remove(SETTINGS_FILE);
  }
  removeEmptyFolders(home);
}

/** The kubeconfig goes when it was not there before and holds nothing of anybody any more. */
export async function removeEmptyKubeconfig(
  { foundPaths }: Found,
  settings: Settings,
): Promise<void> {
  const [path] = settings.kubeconfigs;
  if (path === undefined || !existsSync(path) || foundPaths.includes(path)) return;
  if (!(await isEmptyKubeconfig(path, readFileSync(path, 'utf8')))) return;
  rmSync(path);
  const folder = dirname(path);
  if (folder !== join(settings.home, '.kube') || foundPaths.includes(folder)) return;
  // kubectl's cache is of use only beside a kubeconfig.
  if (namesIn(folder).some((name) => name !== 'cache')) return;
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
  rmdirSync(folder);
}

function removeEmptyFolders(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (namesIn(folder).length === 0) rmdirSync(folder);
}
