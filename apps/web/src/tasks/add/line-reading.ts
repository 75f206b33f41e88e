import type { ReadingSettings } from '@taskora/api-client';
import type { ParsedLine, WrittenContext } from '@taskora/grammar';

import type { Grammar } from './grammar.ts';
import { dayFirstByLanguage } from './reading-settings.ts';
import { isStorable } from './storable.ts';
import { wallClock, type Typed } from './typed.ts';

/** A place in a line, in code points. */
export type Span = readonly [start: number, end: number];

/** What is read of a line, and with what. */
export interface LineReading extends ParsedLine {
  readonly line: string;
  readonly typed: Typed;
  readonly context: WrittenContext;
}

export interface ReadWith {
  grammar: Grammar;
  settings: ReadingSettings;
  typed: Typed;
  /** Phrases that stay words, in lower case. */
  kept: readonly string[];
  /** The kinds of claims that are wanted; all by default. */
  only?: readonly string[];
}

export function textAt(line: string, [start, end]: Span): string {
  return [...line].slice(start, end).join('');
}

/** Everywhere that a phrase stands in a line, in whatever case. */
export function placesOf(phrase: string, line: string): Span[] {
  // Each letter by itself: one that has two in lower case would move all that follow it.
  const lower = (text: string) => [...text].map((letter) => letter.toLowerCase());
  const [letters, sought] = [lower(line), lower(phrase)];
  if (sought.length === 0) return [];
  return letters.flatMap((_, at) => {
    const isHere = sought.every((letter, index) => letters[at + index] === letter);
    return isHere ? [[at, at + sought.length] as const] : [];
  });
}

/** Each claim that could not be kept is one more reading; of more of them than this, none is read. */
const attempts = 20;

/**
 * Reads a line where it is typed. What the API could not keep, such as a tag of a whole paragraph, is not
 * read: its words stay in the title.
 */
export function readLine(line: string, withWhat: ReadWith): LineReading {
  const { grammar, settings, typed, kept, only } = withWhat;
  const dismissed = kept.flatMap((phrase) => placesOf(phrase, line));
  const context: WrittenContext = {
    now: wallClock(typed),
    dayFirst: settings.dayFirst ?? dayFirstByLanguage(),
    weekStart: settings.weekStart ?? 0,
    nextWeekday: settings.nextWeekday ?? 'nextWeek',
    chosen: settings.chosen ?? {},
    ...(only && { only }),
  };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const own = { ...context, dismissed };
    const parsed = grammar.parse(line, own);
    const refused = parsed.claims.filter((claim) => !isStorable(claim, parsed));
    if (refused.length === 0) return { ...parsed, line, typed, context: own };
    for (const { start, end } of refused) dismissed.push([Number(start), Number(end)]);
  }
  return { title: line, claims: [], line, typed, context };
}
