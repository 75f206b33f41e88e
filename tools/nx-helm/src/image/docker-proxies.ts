import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '@taskora/base/errors';
import { isPlainObject } from '../base/plain-object.ts';
import { dockerConfigFile } from '../base/settings.ts';
import type { Engine } from './engine.ts';

/**
 * Docker's client gives each step of a build the proxies of its own configuration, which no input of the
 * task sees: another image would be kept in the cache under the same hash.
 */
export function refuseConfiguredProxies({ name }: Pick<Engine, 'name'>, project: string): void {
  if (name !== 'docker') return;
  const file = dockerConfigFile();
  if (!hasProxies(file)) return;
  throw new UserError(
    'NXHELM_PROXY_HIDDEN',
    `${file} has "proxies", which docker would give to each step of a build without that being a part of the task's hash`,
    `take "proxies" out of it, name them as buildArguments of the target (HTTP_PROXY and so on), then npx nx run ${project}:container`,
    { project },
  );
}

function hasProxies(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    const settings: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isPlainObject(settings) || !isPlainObject(settings['proxies'])) return false;
    return Object.keys(settings['proxies']).length > 0;
  } catch {
    // Docker itself refuses what it cannot read, and says so.
    return false;
  }
}
