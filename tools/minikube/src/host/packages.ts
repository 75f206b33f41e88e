import { join } from 'node:path';
import {
  INSTALL_ENVIRONMENT,
  installSteps,
  listedPackages,
  missingPackages as findMissing,
} from '../../preflight/debian-packages.mjs';
import { readOptional, writeWhole } from '@taskora/base/files';
import { must, type Runner } from '../base/run.ts';
import type { Settings } from '../base/settings.ts';

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
  const known = new Set([...packagesWeInstalled(settings), ...names]);
  writeWhole(record(settings), JSON.stringify([...known]));
  for (const { program, args } of installSteps(names)) {
    await must(runner, program, args, { environment: INSTALL_ENVIRONMENT, log });
  }
}
