import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** How long each step took when it was last really done, in seconds, for all checkouts of this person. */
export function durationsFile() {
  return resolve(
    process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
    'taskora',
    'durations.json',
  );
}

/** What each took on a machine with two cores on which nothing was there; a guess for the first time. */
const firstDurations = join(import.meta.dirname, 'first-durations.json');

/**
 * What each step took here, or else on a first run elsewhere.
 *
 * @returns {Record<string, number>}
 */
export function readDurations(file = durationsFile()) {
  return { ...readFrom(firstDurations), ...readFrom(file) };
}

/**
 * @param {string} file
 * @returns {Record<string, number>}
 */
function readFrom(file) {
  try {
    const all = Object.entries(JSON.parse(readFileSync(file, 'utf8')));
    return Object.fromEntries(all.filter(([, seconds]) => typeof seconds === 'number'));
  } catch {
    return {};
  }
}

/**
 * Two runs that end in the same instant may lose one of their figures, which are no more than guesses.
 *
 * @param {Readonly<Record<string, number>>} seconds
 */
export function keepDurations(seconds, file = durationsFile()) {
  const all = { ...readFrom(file), ...seconds };
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, JSON.stringify(all));
    renameSync(draft, file);
  } catch {
    // Without a place for them, the next run has no estimates.
  }
}
