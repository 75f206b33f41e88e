/** All that is needed for reading lines in this page, and for showing how: one part, loaded on demand. */
import { foldedWords, loadLanguage, parseLine, type LanguageCode } from '@taskora/grammar';

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

/** The engine as it reads lines in this page. */
export async function loadGrammar(code: LanguageCode): Promise<Grammar> {
  const language = await loadLanguage(code);
  return {
    parse: (line, context) => parseLine(line, context, language),
    wordsOf: foldedWords,
  };
}

export async function loadLineReader(code: LanguageCode): Promise<LineReader> {
  const grammar = await loadGrammar(code);
  return {
    read: (line, withWhat) => readLine(line, { ...withWhat, grammar }),
    chipsOf,
    choiceOf: (chosen) => choiceOf(grammar, chosen),
    ChipList,
  };
}
