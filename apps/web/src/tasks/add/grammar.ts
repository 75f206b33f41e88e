'use client';

import type { ParsedLine, WrittenContext } from '@taskora/grammar';
import { queryOptions } from '@tanstack/react-query';

/** The engine with its data, as it reads lines in this page. */
export interface Grammar {
  parse: (line: string, context: WrittenContext) => ParsedLine;
  /** The words by which a choice between the readings of a phrase is remembered. */
  wordsOf: (phrase: string) => string;
}

const language = 'en';

/** Comes with its own request, when somebody is about to write: nobody waits for it to see their tasks. */
async function loadGrammar(): Promise<Grammar> {
  const { foldedWords, loadLanguage, parseLine } = await import('@taskora/grammar');
  const data = await loadLanguage(language);
  return {
    parse: (line, context) => parseLine(line, context, data),
    wordsOf: foldedWords,
  };
}

/** It is loaded once for a page, and asked for again where it did not come. */
export const grammarQuery = queryOptions<Grammar>({
  queryKey: ['grammar', language],
  queryFn: loadGrammar,
  staleTime: Infinity,
  gcTime: Infinity,
  structuralSharing: false,
});
