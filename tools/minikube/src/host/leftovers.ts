import { existsSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { namesIn } from '../../preflight/host.mjs';
import { isPresent, linkTarget, readOptional, writeWhole } from '@taskora/base/files';
import { hostPath, unitsLogs, unitsRuntime, volumesKept, type Settings } from '../base/settings.ts';
import { isMinikubeHomeUsed } from './home-folders.ts';
import { VOLUMES_SEEN } from './volumes.ts';

const CNI_CONFIGS = '/etc/cni/net.d';
const DISABLED = '.mk_disabled';
export const CNI_LINK = '/opt/cni/bin';
export const CNI_PROGRAMS = '/usr/lib/cni';

/** All that the provider modules brings into being on the host, whoever of its parts writes it. */
export const clusterPaths = (settings: Settings): readonly string[] => [
  '/etc/kubernetes',
  '/var/lib/kubelet',
  '/var/lib/minikube',
  '/var/lib/cni',
  '/var/lib/cni/networks/bridge',
  '/var/lib/containerd',
  '/opt/containerd',
  '/run/containerd',
  '/var/log/pods',
  '/var/log/containers',
  '/usr/libexec/kubernetes',
  VOLUMES_SEEN,
  volumesKept(settings),
  '/tmp/hostpath_pv',
  '/var/tmp/minikube',
  '/usr/share/ca-certificates/minikubeCA.pem',
  '/etc/ssl/certs/minikubeCA.pem',
  '/etc/crictl.yaml',
  '/etc/cni/net.d/1-k8s.conflist',
  '/lib/systemd/system/kubelet.service',
  '/etc/systemd/system/kubelet.service.d',
  unitsRuntime(settings),
  unitsLogs(settings),
  CNI_LINK,
  '/opt/cni',
];

/** kube-proxy's pod has this folder made where a kernel without modules has none. */
const MODULES_FOLDER = '/lib/modules';

/** Which of the cluster's paths somebody else has already made; those stay on cluster-down. */
export function pathsFound(settings: Settings): string[] {
  const onHost = [...clusterPaths(settings), MODULES_FOLDER].filter((path) =>
    isPresent(hostPath(settings, path)),
  );
  const kubeconfigs = settings.kubeconfigs.flatMap((path) => [path, dirname(path)]);
  const homes = isMinikubeHomeUsed(settings) ? [settings.minikubeHome] : [];
  return [...onHost, ...homes, ...kubeconfigs.filter(isPresent)];
}

export function removePaths(
  settings: Settings,
  found: readonly string[],
  mounts = readOptional('/proc/self/mounts') ?? '',
): void {
  for (const path of clusterPaths(settings).filter((candidate) => !found.includes(candidate))) {
    // What is mounted there by somebody else would be emptied.
    if (holdsMount(hostPath(settings, path), mounts)) continue;
    rmSync(hostPath(settings, path), { recursive: true, force: true });
  }
  const modules = hostPath(settings, MODULES_FOLDER);
  if (!found.includes(MODULES_FOLDER) && existsSync(modules) && namesIn(modules).length === 0)
    rmdirSync(modules);
}

const holdsMount = (path: string, mounts: string): boolean =>
  mounts.split('\n').some((line) => `${line.split(' ')[1] ?? ''}/`.startsWith(`${path}/`));

/** Entries of folders that belong to others too, by their names or by where they lead. */
const SHARED: readonly { readonly folder: string; readonly name: RegExp; readonly to?: string }[] =
  [
    { folder: '/var/lib/cni/results', name: /^(bridge|cni-loopback)-/ },
    { folder: '/etc/ssl/certs', name: /^[0-9a-f]{8}\.\d+$/, to: '/etc/ssl/certs/minikubeCA.pem' },
    { folder: '/tmp', name: /^minikube[-_](locks-\d+|.*\.log)$/ },
  ];

export function removeSharedEntries(settings: Settings): void {
  for (const { folder, name, to } of SHARED) {
    const place = hostPath(settings, folder);
    for (const entry of namesIn(place)) {
      const path = join(place, entry);
      if (!name.test(entry) || (to !== undefined && linkTarget(path) !== to)) continue;
      rmSync(path, { recursive: true });
    }
  }
}

/** Minikube puts other network configurations aside by renaming them. */
export function restoreNetworkConfigs(settings: Settings): void {
  const folder = hostPath(settings, CNI_CONFIGS);
  for (const name of namesIn(folder)) {
    if (!name.endsWith(DISABLED)) continue;
    renameSync(join(folder, name), join(folder, name.slice(0, -DISABLED.length)));
  }
}

/** Takes Minikube's names out of the text of a hosts file. */
export const withoutMinikubeHosts = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/\s(host|control-plane)\.minikube\.internal$/.test(line))
    .join('\n');

export function restoreHosts(settings: Settings): void {
  const path = hostPath(settings, '/etc/hosts');
  const text = readOptional(path);
  if (text === undefined) return;
  const restored = withoutMinikubeHosts(text);
  // In a container this file is a mount, which cannot be replaced, only written.
  if (restored !== text) writeFileSync(path, restored);
}

export function restoreContainerdConfig(path: string, saved: string | null): void {
  if (saved === null) rmSync(path, { force: true });
  else if (readOptional(path) !== saved) writeWhole(path, saved);
}

export const isOurCniLink = (settings: Settings): boolean =>
  linkTarget(hostPath(settings, CNI_LINK)) === CNI_PROGRAMS;
