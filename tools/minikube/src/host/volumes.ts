import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readOptional, writeWhole } from '@taskora/base/files';
import { must, type Runner } from '../run.ts';
import { hostPath, type Settings } from '../settings.ts';
import { hasSystemd } from './units.ts';

/** Where Minikube's provisioner and its pods look for volumes. */
export const VOLUMES_SEEN = '/tmp/hostpath-provisioner';
/** Where the volumes really lie: /tmp is emptied by many machines when they boot. */
export const VOLUMES_KEPT = '/var/lib/taskora-volumes';
const DROP_IN = '/etc/systemd/system/kubelet.service.d/20-taskora-volumes.conf';

export const isMounted = (mounts: string, path: string): boolean =>
  mounts.split('\n').some((line) => line.split(' ')[1] === path);

/** Shows the kept volumes at the place where Minikube looks; to be done before any pod starts. */
export async function mountVolumes(settings: Settings, runner: Runner): Promise<void> {
  const [seen, kept] = [VOLUMES_SEEN, VOLUMES_KEPT].map((path) => hostPath(settings, path));
  if (seen === undefined || kept === undefined) return;
  if (!isMounted(readOptional('/proc/self/mounts') ?? '', seen)) {
    await keepVolumes(seen, kept, runner);
    mkdirSync(seen, { recursive: true });
    await must(runner, 'mount', ['--bind', kept, seen]);
  }
  if (hasSystemd(settings)) writeDropIn(settings);
}

/** Volumes that were made without the mount are moved, so that it never hides any. */
export async function keepVolumes(seen: string, kept: string, runner: Runner): Promise<void> {
  if (existsSync(kept) && readdirSync(kept).length === 0) rmdirSync(kept);
  const hasVolumes = existsSync(seen) && readdirSync(seen).length > 0;
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
    const draft = join(dirname(to), '.taskora-volumes.draft');
    rmSync(draft, { recursive: true, force: true });
    await must(runner, 'cp', ['-a', from, draft]);
    renameSync(draft, to);
  }
}

/** With systemd, kubelet starts pods when the machine boots, before anybody runs this tool. */
function writeDropIn(settings: Settings): void {
  const script = `mountpoint -q ${VOLUMES_SEEN} || { mkdir -p ${VOLUMES_SEEN} && mount --bind ${VOLUMES_KEPT} ${VOLUMES_SEEN}; }`;
  writeWhole(hostPath(settings, DROP_IN), `[Service]\nExecStartPre=/bin/sh -c '${script}'\n`);
}
