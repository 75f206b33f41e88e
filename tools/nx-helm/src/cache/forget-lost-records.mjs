import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Removes Nx's records of tasks whose files are gone, and prints the tasks that they were of as JSON. A program
 * of its own: Nx's process has the database open through another copy of SQLite, whose locks a second one in
 * the same process takes away when it closes the file, so that Nx then fails with a broken foreign key.
 */
const [databaseFolder = '', cacheFolder = ''] = process.argv.slice(2);

const waitForOthers = 'PRAGMA busy_timeout = 2000';
const recorded = 'SELECT hash FROM cache_outputs';
const named = 'SELECT project, target FROM task_details WHERE hash = ?';
const forgotten = 'DELETE FROM cache_outputs WHERE hash = ?';

/** @param {string} folder */
const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder) : []);

/** @param {string} file */
function forgetIn(file) {
  const database = new DatabaseSync(file);
  try {
    database.exec(waitForOthers);
    const hashes = database.prepare(recorded).all();
    const present = new Set(namesIn(cacheFolder));
    const lost = hashes.map(({ hash }) => String(hash)).filter((hash) => !present.has(hash));
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

// One for each machine and form of the database.
const databases = namesIn(databaseFolder).filter((name) => /-v\d+\.db$/.test(name));
const tasks = databases.flatMap((name) => forgetIn(join(databaseFolder, name)));
process.stdout.write(JSON.stringify(tasks));
