import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { programPlaces } from '../../preflight/host.mjs';
import { isPresent, linkTarget, pointLink } from '@taskora/base/files';
import { hostPath, programsFolder, workspaceBin, type Settings } from '../base/settings.ts';
import type { Program } from './modules.ts';

const SYSTEM_BIN = '/usr/local/bin';
/** What a person with the provider modules types; crictl is also what Minikube requires. */
export const SYSTEM_LINKS = ['kubectl', 'helm', 'minikube', 'crictl'] as const;

const isOurs = (path: string, settings: Settings): boolean =>
  linkTarget(path)?.startsWith(`${programsFolder(settings)}/`) === true;

export function linkIntoWorkspace(program: Program, settings: Settings): void {
  pointLink(join(workspaceBin(settings), program.name), program.path);
}

/** Puts a program on everybody's path, unless somebody else's program has that place. */
export function linkIntoSystem(program: Program, settings: Settings): void {
  const path = join(hostPath(settings, SYSTEM_BIN), program.name);
  if (isPresent(path) && !isOurs(path, settings)) return;
  pointLink(path, program.path);
}

export function removeSystemLinks(settings: Settings): void {
  for (const name of SYSTEM_LINKS) {
    const path = join(hostPath(settings, SYSTEM_BIN), name);
    if (isOurs(path, settings)) rmSync(path);
  }
}

/** The first program of that name on the path which is not one of our own links. */
export function findOnPath(name: string, settings: Settings): string | undefined {
  return programPlaces(name, settings).find((path) => !isOurs(path, settings));
}
