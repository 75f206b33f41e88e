import { readOptional } from '@taskora/base/files';
import { refusalFor } from '../base/refuse-for.ts';
import type { Runner } from '../base/run.ts';
import { VOLUMES_SEEN } from './volumes.ts';

/**
 * kubelet mounts its own folder onto itself, so the folders count with what is below them. Other
 * folders of containerd may hold the mounts of others that it serves.
 */
const MOUNT_FOLDERS = [
  '/var/lib/kubelet',
  '/run/containerd/io.containerd.runtime.v2.task/k8s.io',
  '/run/containerd/io.containerd.grpc.v1.cri',
  VOLUMES_SEEN,
];

/** All of containerd's, where it serves nobody else; a killed import leaves mounts among its data. */
const CONTAINERD_FOLDERS = ['/run/containerd', '/var/lib/containerd'];

/** The mounts of kubelet, of its pods and of the volumes, innermost first. */
export function clusterMounts(mounts: string, isShared: boolean): string[] {
  const folders = isShared ? MOUNT_FOLDERS : [...MOUNT_FOLDERS, ...CONTAINERD_FOLDERS];
  return mounts
    .split('\n')
    .flatMap((line) => line.split(' ')[1] ?? [])
    .filter((path) => folders.some((folder) => `${path}/`.startsWith(`${folder}/`)))
    .sort((left, right) => right.length - left.length);
}

export async function unmountAll(runner: Runner, isShared: boolean): Promise<void> {
  for (const path of clusterMounts(readOptional('/proc/self/mounts') ?? '', isShared)) {
    await runner('umount', ['-l', path]);
  }
  const kept = clusterMounts(readOptional('/proc/self/mounts') ?? '', isShared)[0];
  if (kept === undefined) return;
  // Removing files below a mount would remove the files of whatever is mounted there.
  throw refusalFor({
    code: 'STILL_MOUNTED',
    what: `${kept} is still mounted after umount, and its files would be removed with the cluster's`,
    fix: `umount -l ${kept}`,
  });
}
