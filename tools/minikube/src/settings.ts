import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CONTROL_PLANE_PORTS, NODE_PORTS } from '../preflight/ports.mjs';
import { addressesOfDevices } from '../preflight/settings.mjs';
import { DISK_OF_BUILDS_BYTES } from '../preflight/host.mjs';

type Environment = Readonly<Record<string, string | undefined>>;

/** An address of this machine itself, in the form 192.0.2.1/24. */
export interface OwnAddress {
  readonly device: string;
  readonly cidr: string;
}

/** Every place and every variable that this tool depends on; nothing else reads the environment. */
export interface Settings {
  /** The checkout that gets `.taskora/bin` and `.taskora/schemas`. */
  readonly workspace: string;
  /** The tool's own folder, with its modules and host files. */
  readonly tool: string;
  readonly home: string;
  /** The user's cache folder for Taskora; all that is built is kept here. */
  readonly cache: string;
  /** The folder for files of a moment. */
  readonly temporary: string;
  readonly kubeconfigs: readonly string[];
  readonly minikubeHome: string;
  /** The folder under which host paths are resolved; tests give a temporary one. */
  readonly root: string;
  /** The ports of web and chatbot, which nobody else may have. */
  readonly nodePorts: readonly number[];
  /** The ports of a control plane on this machine itself, and who listens on each. */
  readonly controlPlanePorts: Readonly<Record<string, string>>;
  /** What has to be free on the cache's disk before anything is built. */
  readonly diskAtLeastBytes: number;
  /** The user that this process runs as; 0 is root. */
  readonly userId: number | undefined;
  readonly ownAddresses: readonly OwnAddress[];
  readonly searchPath: readonly string[];
  /** What child processes get. */
  readonly environment: Environment;
}

export interface SettingsInput {
  readonly environment: Environment;
  readonly home: string;
  readonly workspace: string;
  readonly root?: string;
  readonly temporary?: string;
  readonly userId?: number | undefined;
  readonly ownAddresses?: readonly OwnAddress[];
}

export function settingsFrom(input: SettingsInput): Settings {
  const { environment, home, workspace } = input;
  const read = (name: string): string | undefined => environment[name] || undefined;
  return {
    workspace,
    tool: join(workspace, 'tools', 'minikube'),
    home,
    cache: resolve(read('XDG_CACHE_HOME') ?? join(home, '.cache'), 'taskora'),
    temporary: input.temporary ?? tmpdir(),
    kubeconfigs: read('KUBECONFIG')?.split(':').filter(Boolean) ?? [join(home, '.kube', 'config')],
    minikubeHome: minikubeHome(read('MINIKUBE_HOME'), home),
    root: input.root ?? '/',
    nodePorts: Object.values(NODE_PORTS),
    controlPlanePorts: CONTROL_PLANE_PORTS,
    diskAtLeastBytes: DISK_OF_BUILDS_BYTES,
    userId: input.userId,
    ownAddresses: input.ownAddresses ?? [],
    searchPath: (read('PATH') ?? '').split(':').filter(Boolean),
    environment,
  };
}

/** The settings of this process. */
export const processSettings = (workspace: string): Settings =>
  settingsFrom({
    environment: process.env,
    home: homedir(),
    workspace,
    userId: process.getuid?.(),
    ownAddresses: addressesOfDevices(),
  });

/** Minikube keeps its state in `.minikube` below MINIKUBE_HOME unless the variable already ends so. */
function minikubeHome(variable: string | undefined, home: string): string {
  if (variable === undefined) return join(home, '.minikube');
  return variable.endsWith('.minikube') ? variable : join(variable, '.minikube');
}

export const hostPath = (settings: Settings, path: string): string => join(settings.root, path);
export const programsFolder = (settings: Settings): string => join(settings.cache, 'programs');
export const imagesFolder = (settings: Settings): string => join(settings.cache, 'images');
export const temporaryFolder = (settings: Settings): string => join(settings.cache, 'temporary');
export const logsFolder = (settings: Settings): string => join(settings.cache, 'logs');
export const lockFile = (settings: Settings): string => join(settings.cache, 'lock');
export const markerFile = (settings: Settings): string => join(settings.cache, 'cluster.json');
export const workspaceBin = (settings: Settings): string =>
  join(settings.workspace, '.taskora', 'bin');
export const workspaceSchemas = (settings: Settings): string =>
  join(settings.workspace, '.taskora', 'schemas');
