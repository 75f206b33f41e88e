/**
 * Holds the engine of TypeScript against that of Python: `node equality.ts --lines=1000000 --seed=1 --language=en`. It
 * fails at the first line in which they find different things, and prints it with the seed that made it.
 */
import { parseArgs } from 'node:util';
import { loadData, type LanguageCode } from '../src/languages.ts';
import { asked } from './asked.ts';
import { compared } from './comparison.ts';
import { labelledLines, specifiedLines } from './corpora.ts';
import { generatedLines } from './generated-lines.ts';
import { recognizersFolder } from './settings.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
    language: { type: 'string', default: 'en' },
  },
});
const language = values.language as LanguageCode;
const begin = performance.now();
const seconds = (): string => `${Math.round((performance.now() - begin) / 1000)} s`;

const corpora = [...labelledLines(), ...specifiedLines(recognizersFolder)];
for await (const done of compared(
  language,
  corpora.map((text) => asked(text)).values(),
  corpora.length,
)) {
  console.log(`${done} of ${corpora.length} lines of the corpora are read alike (${seconds()})`);
}
const count = Number(values.lines);
console.log(`seed ${values.seed}`);
const generated = generatedLines(await loadData(language), Number(values.seed));
let shown = 0;
for await (const done of compared(language, generated, count)) {
  if (done - shown < count / 50 && done < count) continue;
  shown = done;
  console.log(`${done} of ${count} generated lines are read alike (${seconds()})`);
}
