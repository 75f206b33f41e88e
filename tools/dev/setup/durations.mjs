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

/**
 * @returns {Record<string, number>}
 */
export function readDurations(file = durationsFile()) {
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
  const all = { ...readDurations(file), ...seconds };
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, JSON.stringify(all));
    renameSync(draft, file);
  } catch {
    // Without a place for them, the next run has no estimates.
  }
}
