import { networkFinding } from '../../preflight/networks.mjs';
import { findDefaultDevice, noDefaultRoute } from '../../preflight/routes.mjs';
import { diskFinding, freeBytes, needOfBuilds, readHost } from '../../preflight/host.mjs';
import { refusalFor, refuseFor } from '../base/refuse-for.ts';
import type { Settings } from '../base/settings.ts';

export interface HostFacts {
  readonly debian: boolean;
  readonly system: string;
  readonly root: boolean;
}

export const probeHost = (settings: Settings): HostFacts => readHost(settings);

/** Refuses to begin a build that the disk of the cache cannot hold. */
export function checkDisk({ cache, diskAtLeastBytes }: Settings, free = freeBytes(cache)): void {
  refuseFor(diskFinding(needOfBuilds(cache, diskAtLeastBytes), free));
}

/** Refuses where this machine already uses an address of the cluster's own networks. */
export const checkNetworks = (settings: Settings): void => refuseFor(networkFinding(settings));

/** The device that packets for the rest of the world leave by. */
export function defaultDevice(settings: Settings): string {
  const device = findDefaultDevice(settings);
  if (device === undefined) throw refusalFor(noDefaultRoute);
  return device;
}
