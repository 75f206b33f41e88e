import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HostFacts } from '../decide.ts';
import { Problem } from '../errors.ts';
import { readOptional } from '../files.ts';
import { hostPath, type Settings } from '../settings.ts';

export function probeHost(settings: Settings): HostFacts {
  const release = readOptional(hostPath(settings, '/etc/os-release')) ?? '';
  return {
    debian: process.platform === 'linux' && /^ID="?debian"?$/m.test(release),
    system: /^PRETTY_NAME="?([^"\n]*)/m.exec(release)?.[1] ?? process.platform,
    root: settings.userId === 0,
  };
}

/** The free bytes of the disk that will hold a folder, which need not be there yet. */
export function freeBytes(folder: string): number {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return bavail * bsize;
}

const inGigabytes = (bytes: number, digits: number): string => (bytes / 1024 ** 3).toFixed(digits);

/** Refuses to begin a build that the disk of the cache cannot hold. */
export function checkDisk({ cache, diskAtLeastBytes }: Settings, free = freeBytes(cache)): void {
  if (free >= diskAtLeastBytes) return;
  const [needed, shown] = [inGigabytes(diskAtLeastBytes, 0), inGigabytes(free, 1)];
  throw new Problem(
    'DISK_TOO_SMALL',
    `building from Go modules needs ${needed} GB for a while, and the disk of ${cache} has ${shown} GB free`,
    'free some space, or set XDG_CACHE_HOME to a folder on a larger disk, then run this command again',
  );
}
