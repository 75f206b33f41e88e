import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { workspaceRoot } from './stamps.mjs';

/** The variable by which the program that follows the set-up goes on in the same log. */
export const LOG_VARIABLE = 'TASKORA_LOG';
const shownLines = 20;
const keptLogs = 5;

/**
 * Where all output of a run goes that is not for people. The logs of a few runs before it are kept.
 *
 * @param {string} command such as `up`
 */
export function openRunLog(command, folder = join(workspaceRoot, '.taskora', 'logs')) {
  mkdirSync(folder, { recursive: true });
  const moment = new Date()
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .replace('T', '-');
  const path = join(folder, `${command}-${moment}-${process.pid}.log`);
  closeSync(openSync(path, 'w'));
  const isOfCommand = (name) => /^\d{8}-\d{6}-\d+\.log$/.test(name.replace(`${command}-`, ''));
  for (const old of readdirSync(folder).filter(isOfCommand).sort().slice(0, -keptLogs)) {
    rmSync(join(folder, old), { force: true });
  }
  return path;
}

/**
 * The path as a person types it, from the checkout.
 *
 * @param {string} path
 */
export function shownPath(path) {
  const shown = relative(workspaceRoot, path);
  return shown.startsWith('..') ? path : shown;
}

/** Writes a line that begins a step into the log. */
export function note(path, text) {
  const file = openSync(path, 'a');
  writeSync(file, `\n=== ${new Date().toISOString()} ${text}\n`);
  closeSync(file);
}

/**
 * The last lines of a text that say anything, without colours and lines that were written over.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function lastLines(text, count = shownLines) {
  return stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.split('\r').filter(Boolean).at(-1)?.trimEnd() ?? '')
    .filter((line) => line.trim() !== '')
    .slice(-count);
}

/** What was written into the log from a position on. */
export function readFrom(path, position) {
  return readFileSync(path).subarray(position).toString('utf8');
}
