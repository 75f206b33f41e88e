import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DatabaseSync as Database } from 'node:sqlite';
import type { NxCachePlace } from './nx-cache-place.ts';

interface Sqlite {
  readonly DatabaseSync: new (file: string) => Database;
}

/** Older versions of Node print a warning in each run that loads it, or do not have it. */
const oldestNode = 24;

const waitForOthers = 'PRAGMA busy_timeout = 2000';
const recorded = 'SELECT hash FROM cache_outputs';
const named = 'SELECT project, target FROM task_details WHERE hash = ?';
const forgotten = 'DELETE FROM cache_outputs WHERE hash = ?';

/**
 * Nx takes a task for cached where its database says so, and does not check the files: with these gone it
 * reports a hit and restores nothing, and the first task that needs them fails. A record without files is
 * removed here, so that it is a miss; gives the tasks that it was of. The files of an entry are written before
 * its record, so one that another run is about to write is not taken for lost.
 */
export function forgetLostRecords({ cacheFolder, databaseFolder }: NxCachePlace): string[] {
  const sqlite = loadSqlite();
  if (sqlite === undefined) return [];
  return databasesIn(databaseFolder).flatMap((file) => forgetIn(sqlite, file, cacheFolder));
}

function loadSqlite(): Sqlite | undefined {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) return undefined;
  return createRequire(import.meta.url)('node:sqlite') as Sqlite;
}

/** One for each machine and form of the database. */
function databasesIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => /-v\d+\.db$/.test(name)).map((name) => join(folder, name));
}

function forgetIn({ DatabaseSync }: Sqlite, file: string, cacheFolder: string): string[] {
  const database = new DatabaseSync(file);
  try {
    database.exec(waitForOthers);
    const hashes = database
      .prepare(recorded)
      .all()
      .map(({ hash }) => String(hash));
    const present = new Set(existsSync(cacheFolder) ? readdirSync(cacheFolder) : []);
    const lost = hashes.filter((hash) => !present.has(hash));
    if (lost.length === 0) return [];
    const name = database.prepare(named);
    const forget = database.prepare(forgotten);
    return lost.map((hash) => {
      const { project, target } = name.get(hash) ?? {};
      forget.run(hash);
      return project === undefined ? hash : `${String(project)}:${String(target)}`;
    });
  } finally {
    database.close();
  }
}

const shownTasks = 5;

/** For people, in one line. */
export function describeLost(tasks: readonly string[], cacheFolder: string): string {
  const distinct = [...new Set(tasks)].toSorted();
  const rest = distinct.length - shownTasks;
  const shown = distinct.slice(0, shownTasks).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return `The files of ${shown} are no longer in ${cacheFolder}, though Nx remembers these tasks: what this run needs of them is built again.`;
}
