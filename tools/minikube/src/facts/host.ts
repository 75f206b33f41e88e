import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../errors.ts';
import { readOptional } from '../files.ts';
import { hostPath, type Settings } from '../settings.ts';
import { DISK_AT_LEAST_BYTES } from '../versions.ts';

export interface HostFacts {
  readonly debian: boolean;
  readonly system: string;
  readonly root: boolean;
}

export function probeHost(settings: Settings): HostFacts {
  const release = readOptional(hostPath(settings, '/etc/os-release')) ?? '';
  return {
    debian: process.platform === 'linux' && /^ID="?debian"?$/m.test(release),
    system: /^PRETTY_NAME="?([^"\n]*)/m.exec(release)?.[1] ?? process.platform,
    root: process.getuid?.() === 0,
  };
}

/** The free bytes of the disk that will hold a folder, which need not be there yet. */
export function freeBytes(folder: string): number {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return bavail * bsize;
}

export function checkDisk(free: number, folder: string): void {
  if (free >= DISK_AT_LEAST_BYTES) return;
  const shown = (free / 1024 ** 3).toFixed(1);
  throw new Problem(
    'DISK_TOO_SMALL',
    `building the cluster's programs needs 20 GB for a while, and the disk of ${folder} has ${shown} GB free`,
    'free some space, or set XDG_CACHE_HOME to a folder on a larger disk, then run this command again',
  );
}
