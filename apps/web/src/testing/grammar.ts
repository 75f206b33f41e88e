import { foldedWords, loadLanguage, parseLine } from '@taskora/grammar';

import type { Grammar } from '../tasks/add/grammar.ts';

/** The engine as the page has it, with the real data. */
export async function realGrammar(): Promise<Grammar> {
  const language = await loadLanguage('en');
  return { parse: (line, context) => parseLine(line, context, language), wordsOf: foldedWords };
}
