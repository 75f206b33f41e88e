import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptional } from '@taskora/base/files';
import type { NxCachePlace } from './nx-cache-place.ts';

/** Older versions of Node print a warning in each run that loads SQLite, or do not have it. */
const oldestNode = 24;
const program = join(import.meta.dirname, 'forget-lost-records.mjs');

/**
 * Nx takes a task for cached where its database says so, and does not check the files: with these gone it
 * reports a hit and restores nothing, and the first task that needs them fails. A record without files is
 * removed here, so that it is a miss; gives the tasks that it was of. The files of an entry are written before
 * its record, so one that another run is about to write is not taken for lost. Nothing is asked where the
 * cache's folder is as it was at the last time.
 */
export function forgetLostRecords({ cacheFolder, databaseFolder }: NxCachePlace): string[] {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) return [];
  const state = stateOf(cacheFolder);
  const name = createHash('sha256').update(cacheFolder).digest('hex').slice(0, 12);
  const noted = join(databaseFolder, `nx-helm-cache-${name}`);
  if (readOptional(noted) === state) return [];
  const args = ['--no-warnings', program, databaseFolder, cacheFolder];
  // Nx loads a hasher without waiting for it, and then asks its cache.
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) return [];
  writeFileSync(noted, state);
  return JSON.parse(stdout) as string[];
}

/** Changes with every entry that is added or removed. */
function stateOf(folder: string): string {
  const found = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? 'none' : `${found.ino} ${found.mtimeNs}`;
}

const shownTasks = 5;

/** For people, in one line. */
export function describeLost(tasks: readonly string[], cacheFolder: string): string {
  const distinct = [...new Set(tasks)].toSorted();
  const rest = distinct.length - shownTasks;
  const shown = distinct.slice(0, shownTasks).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return `The files of ${shown} are no longer in ${cacheFolder}, though Nx remembers these tasks: what this run needs of them is built again.`;
}
