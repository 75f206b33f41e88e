import { accessSync, constants, lstatSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { readText } from './host.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */

/** What kubelet gives and takes for each pod. */
const CONTROLLERS = ['cpu', 'cpuset', 'memory', 'pids'];
const NAMESPACES = ['ipc', 'mnt', 'net', 'pid', 'uts'];
/** Rights without which no container can be made, by their numbers in the kernel. */
const CAPABILITIES = { CAP_NET_ADMIN: 12, CAP_SYS_CHROOT: 18, CAP_SYS_ADMIN: 21, CAP_MKNOD: 27 };

/**
 * What containerd, kubelet and kube-proxy need of the kernel, read from its own files: nothing is loaded
 * and no program is needed, since none may be installed yet.
 *
 * @param {string} root the folder below which the host's paths are resolved
 * @returns {Finding[]}
 */
export function kernelFindings(root) {
  return [
    ...missingFeatures(root),
    missingControllers(root),
    missingRights(root),
    frozenSettings(root),
  ].filter((finding) => finding !== undefined);
}

/**
 * Features by what shows them, and the module that would bring them.
 *
 * @type {readonly { name: string, module?: string, isShown: (root: string) => boolean }[]}
 */
const FEATURES = [
  { name: 'overlayfs', module: 'overlay', isShown: hasOverlay },
  { name: 'bridge netfilter', module: 'br_netfilter', isShown: shows('/proc/sys/net/bridge') },
  {
    name: 'connection tracking',
    module: 'nf_conntrack',
    isShown: shows('/proc/sys/net/netfilter'),
  },
  { name: 'netfilter', module: 'nf_tables', isShown: shows('/proc/net/netfilter') },
  ...NAMESPACES.map((name) => ({
    name: `the namespace ${name}`,
    isShown: shows(`/proc/self/ns/${name}`),
  })),
];

/**
 * @param {string} path
 * @returns {(root: string) => boolean}
 */
function shows(path) {
  // A link of /proc leads to no path, so the link itself has to count.
  return (root) => lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
}

/** @param {string} root */
function hasOverlay(root) {
  return /^(nodev)?\s+overlay$/m.test(readText(join(root, '/proc/filesystems')) ?? '');
}

/** @param {string} root */
function missingFeatures(root) {
  const missing = FEATURES.filter(
    ({ module, isShown }) => !isShown(root) && !(module !== undefined && hasModule(module, root)),
  );
  return missing.map(({ name, module }) => ({
    code: 'KERNEL_FEATURE_MISSING',
    what: `this kernel (${release()}) lacks ${name}, which containers need`,
    fix:
      module === undefined
        ? 'boot a kernel that has it'
        : `modprobe ${module} (or boot a kernel that has it)`,
  }));
}

/**
 * Whether a module is part of the kernel, or lies ready to be loaded.
 *
 * @param {string} module
 * @param {string} root
 */
function hasModule(module, root) {
  const folder = join(root, '/lib/modules', release());
  const lists = ['modules.builtin', 'modules.dep'].map((file) => readText(join(folder, file)));
  return lists.some((list) => new RegExp(`/${module}\\.ko`, 'm').test(list ?? ''));
}

/**
 * @param {string} root
 * @returns {Finding | undefined}
 */
function missingControllers(root) {
  const mounts = readText(join(root, '/proc/self/mountinfo')) ?? '';
  // ID, parent, device, root, place, options, ... - type, source, options.
  const groups = mounts.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [type = '', , options = ''] = after.split(' ');
    return type.startsWith('cgroup') ? [{ type, place: before.split(' ')[4] ?? '', options }] : [];
  });
  if (groups.length === 0) {
    const what = 'control groups are not mounted, and kubelet keeps its pods in them';
    const fix = 'mount -t cgroup2 none /sys/fs/cgroup';
    return { code: 'CONTROL_GROUPS_MISSING', what, fix };
  }
  const usable = groups.flatMap(({ type, place, options }) =>
    type === 'cgroup2'
      ? (readText(join(root, place, 'cgroup.controllers')) ?? '').trim().split(/\s+/)
      : options.split(','),
  );
  const missing = CONTROLLERS.filter((name) => !usable.includes(name));
  if (missing.length === 0) return undefined;
  return {
    code: 'CONTROL_GROUPS_MISSING',
    what: `the control groups of this machine lack ${missing.join(', ')}, and kubelet limits pods by them`,
    fix: `boot with cgroup_enable=${missing.join(',')}, or mount these controllers below /sys/fs/cgroup`,
  };
}

/**
 * @param {string} root
 * @returns {Finding | undefined}
 */
function missingRights(root) {
  const status = readText(join(root, '/proc/self/status')) ?? '';
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  if (effective === undefined) return undefined;
  const has = BigInt(`0x${effective}`);
  const missing = Object.entries(CAPABILITIES)
    .filter(([, bit]) => ((has >> BigInt(bit)) & 1n) === 0n)
    .map(([name]) => name);
  if (missing.length === 0) return undefined;
  return {
    code: 'CAPABILITY_MISSING',
    what: `root lacks ${missing.join(', ')} here, and without these no container can be made`,
    fix: 'run this in a virtual machine, or in a container that is privileged',
  };
}

/**
 * Pods reach each other and the world only through a kernel that forwards packets.
 *
 * @param {string} root
 * @returns {Finding | undefined}
 */
function frozenSettings(root) {
  const path = join(root, '/proc/sys/net/ipv4/ip_forward');
  const value = readText(path)?.trim();
  if (value === undefined || value === '1' || isWritable(path)) return undefined;
  return {
    code: 'KERNEL_SETTING_FROZEN',
    what: 'net.ipv4.ip_forward is 0 and cannot be changed from here, and pods need it',
    fix: 'sysctl -w net.ipv4.ip_forward=1 on the machine around this one',
  };
}

/** @param {string} path */
function isWritable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
