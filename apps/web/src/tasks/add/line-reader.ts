/** All that is needed for reading lines in this page, and for showing how: one part, loaded on demand. */
import { foldedPhrase, languageOf, loadLanguage, parseInEither } from '@taskora/grammar';

import { ChipList } from './chip-list.tsx';
import { chipsOf } from './chips.ts';
import { choiceOf, type Chosen } from './choosing.ts';
import { readLine, type Grammar, type LineReading, type ReadWith } from './line-reading.ts';
import type { ReadingSettingsChanges } from '@taskora/api-client';

export interface LineReader {
  read: (line: string, withWhat: Omit<ReadWith, 'grammar'>) => LineReading;
  chipsOf: typeof chipsOf;
  /** What to remember of a person who took another reading. */
  choiceOf: (chosen: Chosen) => ReadingSettingsChanges;
  ChipList: typeof ChipList;
}

/** The engine as it reads lines in this page, by the BCP 47 tag of the reader; without one, in English. */
export async function loadGrammar(locale: string | null): Promise<Grammar> {
  const [own, main] = await Promise.all([
    loadLanguage(languageOf(locale)),
    loadLanguage(languageOf(null)),
  ]);
  return {
    parse: (line, context) => parseInEither(line, context, own, main),
    keyOf: foldedPhrase,
  };
}

export async function loadLineReader(locale: string | null): Promise<LineReader> {
  const grammar = await loadGrammar(locale);
  return {
    read: (line, withWhat) => readLine(line, { ...withWhat, grammar }),
    chipsOf,
    choiceOf: (chosen) => choiceOf(grammar, chosen),
    ChipList,
  };
}
