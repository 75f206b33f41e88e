import { diskFinding, freeBytes, needOfBuilds, readHost } from '../../preflight/host.mjs';
import type { HostFacts } from '../decide.ts';
import { refuseFor } from '../refuse-for.ts';
import type { Settings } from '../settings.ts';

export const probeHost = (settings: Settings): HostFacts => readHost(settings);

/** Refuses to begin a build that the disk of the cache cannot hold. */
export function checkDisk({ cache, diskAtLeastBytes }: Settings, free = freeBytes(cache)): void {
  refuseFor(diskFinding(needOfBuilds(cache, diskAtLeastBytes), free));
}
