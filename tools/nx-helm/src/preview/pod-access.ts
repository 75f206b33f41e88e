import type { PlainObject } from '../base/plain-object.ts';
import { isPlainObject } from '../base/plain-object.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';

/** What pods may mount: all of it is of their own namespace, or comes with them. */
const volumeKinds: ReadonlySet<string> = new Set([
  ...['configMap', 'secret', 'projected', 'downwardAPI', 'emptyDir', 'ephemeral'],
  ...['persistentVolumeClaim', 'image', 'csi'],
]);

/** Those of the Pod Security Standard `baseline`. */
const capabilities: ReadonlySet<string> = new Set([
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD'],
  ...['NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
]);

/** The pod that a workload makes; undefined for an object that makes none. */
export function podSpecOf({ kind, spec }: KubernetesObject): PlainObject | undefined {
  if (kind === 'Pod') return spec;
  const from = kind === 'CronJob' ? at(spec, 'jobTemplate', 'spec') : spec;
  return at(from, 'template', 'spec');
}

/** How a pod would get at its node or at what is in no namespace; undefined where it would not. */
export function nodeAccess(pod: PlainObject): string | undefined {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].find((field) => pod[field] === true);
  if (shared !== undefined) return shared;
  if (isOnHost(pod)) return 'hostProcess';
  for (const container of containersOf(pod)) {
    const found = containerAccess(container);
    if (found !== undefined) return found;
  }
  return volumesOf(pod)
    .flatMap((volume) => Object.keys(volume))
    .find((key) => key !== 'name' && !volumeKinds.has(key));
}

function containerAccess(container: PlainObject): string | undefined {
  const security = at(container, 'securityContext') ?? {};
  if (security['privileged'] === true) return 'privileged';
  if (isOnHost(container)) return 'hostProcess';
  if ((security['procMount'] ?? 'Default') !== 'Default') return 'procMount';
  const added = listOf(at(security, 'capabilities')?.['add']).map(String);
  const more = added.find((name) => !capabilities.has(name.replace(/^CAP_/, '')));
  if (more !== undefined) return `the capability ${more}`;
  const ports = listOf(container['ports']).filter(isPlainObject);
  return ports.some(({ hostPort }) => typeof hostPort === 'number' && hostPort !== 0)
    ? 'hostPort'
    : undefined;
}

function isOnHost(holder: PlainObject): boolean {
  return at(holder, 'securityContext', 'windowsOptions')?.['hostProcess'] === true;
}

function containersOf(pod: PlainObject): PlainObject[] {
  const fields = ['containers', 'initContainers', 'ephemeralContainers'];
  return fields.flatMap((field) => listOf(pod[field])).filter(isPlainObject);
}

export function volumesOf(pod: PlainObject): PlainObject[] {
  return listOf(pod['volumes']).filter(isPlainObject);
}

function at(from: unknown, ...path: readonly string[]): PlainObject | undefined {
  let value = from;
  for (const key of path) value = isPlainObject(value) ? value[key] : undefined;
  return isPlainObject(value) ? value : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
