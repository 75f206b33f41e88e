import { networkFinding } from '../../preflight/networks.mjs';
import { refuseFor } from '../refuse-for.ts';
import type { Settings } from '../settings.ts';

/** Refuses where this machine already uses an address of the cluster's own networks. */
export const checkNetworks = (settings: Settings): void => refuseFor(networkFinding(settings));
