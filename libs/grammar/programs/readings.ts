import { Chart } from '../src/chart.ts';
import type { WrittenContext } from '../src/context.ts';
import { loadLanguage, type LanguageCode } from '../src/languages.ts';
import { parseLine } from '../src/line.ts';
import { findDays } from '../src/talk.ts';
import { tokenise } from '../src/tokens.ts';

/** Finds something in a text. */
export type Read = (text: string, context: WrittenContext) => unknown;

/** Reads lines, as apps/api/tools/grammar_lines.py: the line alone, or with all readings at all places. */
export async function readersOf(code: LanguageCode): Promise<{ line: Read; all: Read }> {
  const language = await loadLanguage(code);
  const { lexicon, rules } = language;
  const names = [...rules.ids.keys()];
  const line: Read = (text, context) => parseLine(text, context, language);
  const all: Read = (text, context) => {
    const tokens = tokenise(text);
    const chart = new Chart(tokens, lexicon, rules);
    const readings: unknown[] = [];
    for (let at = tokens.length - 1; at >= 0; at -= 1) {
      for (const name of names) {
        const found = chart.read(name, at);
        if (found.size > 0) readings.push([at, name, [...found]]);
      }
    }
    const written = tokens.map((token) => [...Object.values(token)]);
    const days = findDays(text, context, language);
    return { days, line: line(text, context), readings, tokens: written };
  };
  return { line, all };
}
