import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { namesIn } from '../../preflight/host.mjs';
import { readOptional, writeWhole } from '@taskora/base/files';
import { must, type Runner } from '../base/run.ts';
import { hostPath, volumesKept, type Settings } from '../base/settings.ts';
import { hasSystemd } from './units.ts';

/** Where Minikube's provisioner and its pods expect volumes. */
export const VOLUMES_SEEN = '/tmp/hostpath-provisioner';

export const isMounted = (mounts: string, path: string): boolean =>
  mounts.split('\n').some((line) => line.split(' ')[1] === path);

/** Shows the kept volumes at the place where Minikube expects them; to be done before any pod starts. */
export async function mountVolumes(settings: Settings, runner: Runner): Promise<void> {
  const seen = hostPath(settings, VOLUMES_SEEN);
  const kept = hostPath(settings, volumesKept(settings));
  if (!isMounted(readOptional('/proc/self/mounts') ?? '', seen)) {
    await keepVolumes(seen, kept, runner);
    mkdirSync(seen, { recursive: true });
    await must(runner, 'mount', ['--bind', kept, seen]);
  }
  if (hasSystemd(settings)) writeDropIn(settings);
}

/** Volumes that were made without the mount are moved, so that it never hides any. */
export async function keepVolumes(seen: string, kept: string, runner: Runner): Promise<void> {
  if (existsSync(kept) && namesIn(kept).length === 0) rmdirSync(kept);
  const hasVolumes = namesIn(seen).length > 0;
  if (hasVolumes && !existsSync(kept)) await moveFolder(seen, kept, runner);
  mkdirSync(kept, { recursive: true });
}

async function moveFolder(from: string, to: string, runner: Runner): Promise<void> {
  mkdirSync(dirname(to), { recursive: true });
  try {
    // A process that has files open in it keeps them.
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const draft = `${to}.draft`;
    rmSync(draft, { recursive: true, force: true });
    await must(runner, 'cp', ['-a', from, draft]);
    renameSync(draft, to);
  }
}

/** With systemd, kubelet starts pods when the machine boots, before anybody runs this tool. */
function writeDropIn(settings: Settings): void {
  const kept = volumesKept(settings);
  const script = `mountpoint -q ${VOLUMES_SEEN} || { mkdir -p ${VOLUMES_SEEN} && mount --bind ${kept} ${VOLUMES_SEEN}; }`;
  const path = `/etc/systemd/system/kubelet.service.d/20-${settings.name}-volumes.conf`;
  writeWhole(hostPath(settings, path), `[Service]\nExecStartPre=/bin/sh -c '${script}'\n`);
}
