import { findDefaultDevice, noDefaultRoute } from '../../preflight/routes.mjs';
import { refuseFor } from '../refuse-for.ts';
import type { Settings } from '../settings.ts';

/** The device that packets for the rest of the world leave by. */
export function defaultDevice(settings: Settings): string {
  const device = findDefaultDevice(settings);
  if (device === undefined) refuseFor(noDefaultRoute);
  return device ?? '';
}
