/**
 * Writes what the grammar finds in each line of its input: `node lines.ts en`. A line is `[text, context]` in JSON, and
 * what is found in it is a line of JSON. With `--times` it is how many nanoseconds the reading took.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { LanguageCode } from '../src/languages.ts';
import { canonical } from './canonical.ts';
import { readersOf, type Read } from './readings.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'boolean', default: false } },
});
const [language = 'en'] = positionals;
const readers = await readersOf(language as LanguageCode);
const read = values.times ? readers.line : readers.all;

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const [text, context] = JSON.parse(line) as Parameters<Read>;
  const begin = process.hrtime.bigint();
  const found = attempt(() => read(text, context));
  const took = process.hrtime.bigint() - begin;
  process.stdout.write(`${values.times ? took : canonical(found)}\n`);
}

/** No line may throw, so the comparison shows it. */
function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return { thrown: String(error) };
  }
}
