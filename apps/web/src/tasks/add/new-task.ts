import type { NewTask, ParseResult } from '@taskora/api-client';

import { claimOf, titleWithWords } from './line-pieces.ts';

/** The words of dates that the person wants to keep as words, in lower case. */
export type KeptWords = ReadonlySet<string>;

export function keepsWords(kept: KeptWords, words: string): boolean {
  return kept.has(words.toLowerCase());
}

/** What a line adds. Without an answer of the grammar the whole line is the title: nothing is lost. */
export function newTaskFrom(line: string, parsed: ParseResult | null, kept: KeptWords): NewTask {
  if (parsed === null) return { title: line, dueOn: null };
  const claim = claimOf(line, parsed);
  const dismissed = claim !== null && keepsWords(kept, claim.words);
  const title = dismissed ? titleWithWords(line, parsed) : parsed.title;
  return { title: title === '' ? line : title, dueOn: dismissed ? null : parsed.dueOn };
}
