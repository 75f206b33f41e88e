import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { namesIn } from '../../preflight/host.mjs';
import { readOptional } from '@taskora/base/files';
import { podGroups, processesIn } from '../host/control-groups.ts';
import { hostPath, unitsRuntime, type Settings } from '../base/settings.ts';
import {
  commandLineOf,
  readProcessTable,
  withDescendants,
  workingFolderOf,
  type ProcessEntry,
} from '@taskora/base/processes';

/** How a process was found to belong to the cluster; its name plays no part. */
export type Source = 'unit' | 'shim' | 'cgroup';

export interface ClusterProcess {
  readonly pid: number;
  readonly name: string;
  readonly source: Source;
}

type Table = ReadonlyMap<number, ProcessEntry>;

/** containerd gives each shim the folder of its pod or container as working folder. */
const SHIM_FOLDERS = '/run/containerd/io.containerd.runtime.v2.task/k8s.io/';

/** A containerd that systemd runs may serve others too, Docker among them. */
export interface Ownership {
  readonly containerd: boolean;
}

export function clusterProcesses(
  settings: Settings,
  owned: Ownership = { containerd: false },
): ClusterProcess[] {
  const table = readProcessTable();
  const found = new Map<number, ClusterProcess>();
  const add = (source: Source, roots: readonly number[]): void => {
    for (const pid of withDescendants(roots, table)) {
      const name = table.get(pid)?.name ?? '';
      if (pid !== process.pid && !found.has(pid)) found.set(pid, { pid, name, source });
    }
  };
  add('unit', [...supervised(settings, table), ...processesIn(systemdGroup(settings, 'kubelet'))]);
  for (const pid of owned.containerd ? containerdOfSystemd(settings, table) : []) {
    found.set(pid, { pid, name: table.get(pid)?.name ?? '', source: 'unit' });
  }
  add('shim', shimProcesses(settings, table));
  add('cgroup', podGroups(settings).flatMap(processesIn));
  return [...found.values()].sort((left, right) => left.pid - right.pid);
}

function supervised(settings: Settings, table: Table): number[] {
  const folder = hostPath(settings, unitsRuntime(settings));
  const files = namesIn(folder).filter((name) => name.endsWith('.pid') || name.endsWith('.main'));
  return files.flatMap((name) => liveNumber(join(folder, name), table) ?? []);
}

const systemdGroup = (settings: Settings, unit: string): string =>
  hostPath(settings, `/sys/fs/cgroup/system.slice/${unit}.service`);

/** Only containerd itself: the shims of all that it serves share its group. */
function containerdOfSystemd(settings: Settings, table: Table): number[] {
  return processesIn(systemdGroup(settings, 'containerd')).filter((pid) => {
    const program = basename(commandLineOf(pid)[0] ?? '');
    return table.has(pid) && program === 'containerd';
  });
}

/** A pid file holds a number and a start time; both have to fit a running process. */
function liveNumber(file: string, table: Table): number | undefined {
  const [number, start] = (readOptional(file) ?? '').split('\n');
  const entry = table.get(Number(number));
  return entry?.start === start ? entry?.pid : undefined;
}

function shimProcesses(settings: Settings, table: Table): number[] {
  const folder = hostPath(settings, SHIM_FOLDERS);
  return [...table.keys()].filter(
    (pid) =>
      workingFolderOf(pid)?.startsWith(folder) === true || isShim(commandLineOf(pid), folder),
  );
}

/**
 * The namespace alone would also fit the shims of a cluster inside a container; those have their
 * folders elsewhere.
 */
function isShim([program = '', ...args]: readonly string[], folder: string): boolean {
  if (!basename(program).startsWith('containerd-shim')) return false;
  const option = (name: string): string => args[args.indexOf(name) + 1] ?? '';
  const id = option('-id');
  return option('-namespace') === 'k8s.io' && id !== '' && existsSync(join(folder, id));
}

const ROUNDS = 10;

/** Ends every process of the cluster with SIGKILL, also those that are started meanwhile. */
export function killCluster(settings: Settings, owned: Ownership): number {
  const killed = new Set<number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const processes = clusterProcesses(settings, owned);
    if (processes.length === 0) break;
    // Supervisors come first, so that nothing is started again.
    const ordered = processes.toSorted((left, right) => rank(left) - rank(right));
    for (const { pid } of ordered) {
      if (end(pid)) killed.add(pid);
    }
  }
  return killed.size;
}

const rank = ({ source }: ClusterProcess): number => ['unit', 'shim', 'cgroup'].indexOf(source);

function end(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
