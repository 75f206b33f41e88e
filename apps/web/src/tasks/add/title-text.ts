import type { NewTask } from '@taskora/api-client';

/** What the API takes, counted as it counts: in code points, not in UTF-16 units. */
export const titleCharactersMax = 1024;
export const notesCharactersMax = 32_768;
export const parsedCharactersMax = 2000;

/** Whatever ends a line for the API, which takes titles of one line only. */
const lineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/u;
const lineEnds = new RegExp(lineEnd.source, 'gu');

export function charactersIn(text: string): number {
  return Array.from(text).length;
}

export function asOneLine(text: string): string {
  return text.replace(lineEnds, ' ').trim();
}

/** What lists are written with at the start of a line: "- ", "* ", "1. ", "[ ] ". */
const bullet = /^\s*(?:[-*+•–]\s+|\d{1,3}[.)]\s+)?(?:\[[ xX]?\]\s+)?/u;

/** The tasks in a text of several lines; a line that holds nothing else than its bullet is none. */
export function linesIn(text: string): string[] {
  return text
    .split(lineEnd)
    .map((line) => line.replace(bullet, '').trim())
    .filter((line) => line !== '');
}

export function isTitleTooLong(title: string): boolean {
  return charactersIn(title) > titleCharactersMax;
}

/** The title as long as it may be, cut at white space, and the rest of it before the notes. */
export function withRestInNotes(task: NewTask): NewTask {
  if (!isTitleTooLong(task.title)) return task;
  const characters = [...task.title];
  const head = characters.slice(0, titleCharactersMax + 1).join('');
  const space = head.search(/\s\S*$/u);
  const cut = space > 0 ? space : characters.slice(0, titleCharactersMax).join('').length;
  const rest = task.title.slice(cut).trim();
  const notes = task.notes ? `${rest}\n\n${task.notes}` : rest;
  return { ...task, title: task.title.slice(0, cut).trim(), notes };
}
