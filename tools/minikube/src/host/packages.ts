import { join } from 'node:path';
import { listedPackages, missingPackages as findMissing } from '../../preflight/packages.mjs';
import { readOptional, writeWhole } from '@taskora/base/files';
import { must, type Runner } from '../run.ts';
import type { Settings } from '../settings.ts';

/** Another program of the machine may be installing; it is given two minutes to end. */
const WAIT = ['-o', 'DPkg::Lock::Timeout=120'];

const record = (settings: Settings): string => join(settings.cache, 'packages.json');

export const missingPackages = (settings: Settings): Promise<string[]> =>
  findMissing(listedPackages(join(settings.tool, 'debian-packages.txt')), settings.environment);

/** Names the packages that this tool has installed, so that its own podman is known as its own. */
export function packagesWeInstalled(settings: Settings): string[] {
  return JSON.parse(readOptional(record(settings)) ?? '[]') as string[];
}

export async function installPackages(
  names: readonly string[],
  settings: Settings,
  runner: Runner,
  log: string,
): Promise<void> {
  const options = { environment: { DEBIAN_FRONTEND: 'noninteractive' }, log };
  const known = new Set([...packagesWeInstalled(settings), ...names]);
  writeWhole(record(settings), JSON.stringify([...known]));
  // A run that was killed may have left packages unpacked and not set up.
  await must(runner, 'dpkg', ['--configure', '-a'], options);
  await must(runner, 'apt-get', [...WAIT, 'update', '-qq'], options);
  // Another source's containerd would otherwise be removed, and with it what depends on it.
  const install = [
    ...WAIT,
    'install',
    '-y',
    '-qq',
    '--no-remove',
    '--no-install-recommends',
    ...names,
  ];
  await must(runner, 'apt-get', install, options);
}
