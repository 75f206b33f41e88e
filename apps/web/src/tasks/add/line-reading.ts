import type { ReadingSettings } from '@taskora/api-client';
import type { ParsedLine, WrittenContext } from '@taskora/grammar';

import { dayFirstByLanguage } from './reading-settings.ts';
import { placesOf } from './places.ts';
import { isStorable } from './storable.ts';
import { wallClock, type Typed } from './typed.ts';

/** What is read of a line, and with what. */
export interface LineReading extends ParsedLine {
  readonly line: string;
  readonly typed: Typed;
  readonly context: WrittenContext;
}

/** The engine with its data. */
export interface Grammar {
  parse: (line: string, context: WrittenContext) => ParsedLine;
  /** The text by which a choice between the readings of a phrase is remembered. */
  keyOf: (phrase: string) => string;
}

export interface ReadWith {
  grammar: Grammar;
  settings: ReadingSettings;
  typed: Typed;
  /** Phrases that stay text, in lower case. */
  kept: readonly string[];
  /** The kinds of claims that are wanted; all by default. */
  only?: readonly string[];
}

/** Each claim that could not be kept is one more reading; of more of them than this, none is read. */
const attempts = 20;

/**
 * Reads a line where it is typed. What the API could not keep, such as a tag of a whole paragraph, is not
 * read: its text stays in the title.
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
