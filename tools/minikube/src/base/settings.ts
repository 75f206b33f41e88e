import { join } from 'node:path';
import { DISK_OF_BUILDS_BYTES } from '../../preflight/host.mjs';
import { CONTROL_PLANE_PORTS } from '../../preflight/ports.mjs';
import {
  preflightSettings,
  thisMachine,
  type Machine,
  type PreflightSettings,
} from '../../preflight/settings.mjs';
import { readWorkspace, type Workspace } from '../../preflight/workspace.mjs';
import { refusalFor } from './refuse-for.ts';

/** Every place and every variable that this tool depends on. */
export interface Settings extends PreflightSettings {
  readonly minikubeHome: string;
  /** The ports of a control plane on this machine itself, and who listens on each. */
  readonly controlPlanePorts: Readonly<Record<string, string>>;
  /** What has to be free on the cache's disk before anything is built. */
  readonly diskAtLeastBytes: number;
}

export function settingsFrom(product: Workspace, machine: Machine): Settings {
  const { home, environment } = machine;
  return {
    ...preflightSettings(product, machine),
    minikubeHome: minikubeHome(environment['MINIKUBE_HOME'] || undefined, home),
    controlPlanePorts: CONTROL_PLANE_PORTS,
    diskAtLeastBytes: DISK_OF_BUILDS_BYTES,
  };
}

/** The settings of this process, for the workspace that it serves. */
export function processSettings(workspace: string): Settings {
  const product = readWorkspace(workspace);
  if ('code' in product) throw refusalFor(product);
  return settingsFrom(product, thisMachine(workspace));
}

/** Minikube keeps its state in `.minikube` below MINIKUBE_HOME unless the variable already ends so. */
function minikubeHome(variable: string | undefined, home: string): string {
  if (variable === undefined) return join(home, '.minikube');
  return variable.endsWith('.minikube') ? variable : join(variable, '.minikube');
}

/** The task of Nx that this process is the program of, if it is one. */
export function taskOf({ environment }: Pick<Settings, 'environment'>) {
  const { NX_TASK_TARGET_TARGET: target, NX_TASK_TARGET_CONFIGURATION: configuration } =
    environment;
  return { ...(target && { target }), ...(configuration && { configuration }) };
}

export const hostPath = (settings: Settings, path: string): string => join(settings.root, path);
export const programsFolder = (settings: Settings): string => join(settings.cache, 'programs');
export const imagesFolder = (settings: Settings): string => join(settings.cache, 'images');
export const temporaryFolder = (settings: Settings): string => join(settings.cache, 'temporary');
export const logsFolder = (settings: Settings): string => join(settings.cache, 'logs');
export const lockFile = (settings: Settings): string => join(settings.cache, 'lock');
export const markerFile = (settings: Settings): string => join(settings.cache, 'cluster.json');
/** Where the stand-ins for systemd keep the units that they supervise. */
export const unitsRuntime = ({ name }: Settings): string => `/run/${name}-units`;
export const unitsLogs = ({ name }: Settings): string => `/var/log/${name}-units`;
/** Where the cluster's volumes really lie: /tmp is emptied by many machines when they boot. */
export const volumesKept = ({ name }: Settings): string => `/var/lib/${name}-volumes`;
export const workspaceBin = (settings: Settings): string =>
  join(settings.workspace, settings.checkoutFolder, 'bin');
export const workspaceSchemas = (settings: Settings): string =>
  join(settings.workspace, settings.checkoutFolder, 'schemas');
