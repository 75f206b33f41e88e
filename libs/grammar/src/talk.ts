/** Finds the days that a text speaks of, past or to come: "what did I finish last friday". */
import { isOpen } from './bonds.ts';
import { quotedTokens } from './boundaries.ts';
import { readContext, type Context, type WrittenContext } from './context.ts';
import { isoDay } from './days.ts';
import { isLed, type FoundDate } from './found.ts';
import type { Language } from './languages.ts';
import { isRecurrent } from './often.ts';
import { scanDates } from './scan.ts';
import { Sentence } from './sentence.ts';
import { tokenise } from './tokens.ts';

/** A day as in 2026-11-28, and where the text speaks of it, in code points. */
export interface SpokenDay {
  readonly start: number;
  readonly end: number;
  readonly on: string;
}

/**
 * Finds the days outside quotation marks, in order.
 *
 * For a text that is about dates. Whether a line has a due date is for `parseLine` to say.
 */
export function findDays(text: string, written: WrittenContext, language: Language): SpokenDay[] {
  const line = new Sentence([...text], tokenise(text), language);
  const found = standingDates(line, { ...readContext(written), past: true });
  return found.filter((it) => !isOpen(line, it)).map((it) => spokenDay(line, it));
}

/** Finds the dates that need no more words than are there; none where something recurs. */
function standingDates(line: Sentence, context: Context): FoundDate[] {
  const free = quotedTokens(line).map((isQuoted) => !isQuoted);
  const found = scanDates(line, context, free);
  if (found.length === 0 || isRecurrent(line)) return [];
  return found.filter((it) => stands(line, it, context));
}

function spokenDay(line: Sentence, { first, end, value }: FoundDate): SpokenDay {
  return {
    start: line.tokens[first]?.start ?? 0,
    end: line.tokens[end - 1]?.end ?? 0,
    on: isoDay(value ?? 0),
  };
}

/** Whether a form needs no more than is there. */
function stands(line: Sentence, it: FoundDate, context: Context): boolean {
  if (isLed(it)) return true;
  const isAtEnd = line.areMarks(it.end, line.length);
  switch (it.form) {
    case 'edge':
      return isAtEnd || line.areMarks(0, it.first);
    case 'end':
      return isAtEnd;
    case 'after':
      // "I'll be back the 27th", said of days that may be past.
      return context.past && isAtEnd && it.node.k === 'dom';
    default:
      return true;
  }
}
