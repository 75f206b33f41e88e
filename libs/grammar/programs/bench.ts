/**
 * Measures reading of the labelled lines: `node bench.ts --rounds=9 --language=en --no-browser`.
 *
 * It prints p50, p95 and p99 of the lines in microseconds: in both engines, which have a process each and read in turn,
 * and in a browser whose processor is slowed down; then what a page loads. It fails for no number.
 */
import { parseArgs } from 'node:util';
import { LANGUAGES, type LanguageCode } from '../src/languages.ts';
import { asked } from './asked.ts';
import { browserTimes, SLOWDOWN } from './browser.ts';
import { bundle, partsFor, type Part } from './bundle.ts';
import { labelledLines } from './corpora.ts';
import { described, overRounds } from './percentiles.ts';
import { startReader } from './reader-process.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    rounds: { type: 'string', default: '9' },
    language: { type: 'string', default: 'en' },
    browser: { type: 'boolean', default: true },
  },
});
const rounds = Number(values.rounds);
const language = values.language as LanguageCode;
const isMain = language === 'en';
const lines = labelledLines(isMain ? undefined : `grammar/data/lines-${language}.tsv`).map(asked);

function print(name: string, times: readonly (readonly number[])[]): void {
  console.log(`${name.padEnd(26)} ${described(overRounds(times))}, median of the rounds`);
}

async function measureEngines(): Promise<void> {
  await using python = startReader('python', language, ['--times']);
  await using typescript = startReader('typescript', language, ['--times']);
  const engines = [
    ['Python', python],
    ['TypeScript', typescript],
  ] as const;
  const times = new Map<string, number[][]>();
  // The first round makes both ready and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, engine] of engines) {
      const took = (await engine.answers(lines)).map((nanoseconds) => Number(nanoseconds) / 1000);
      if (round > 0) times.set(name, [...(times.get(name) ?? []), took]);
    }
  }
  for (const [name, took] of times) {
    print(name, took);
    // On a machine that does other things as well, this is nearer to what a line costs.
    console.log(`${' '.repeat(26)} ${described(overRounds(took, 0))}, least of the rounds`);
  }
}

async function measureBrowser(): Promise<void> {
  const { version, times } = await browserTimes(lines, rounds);
  print(`Chromium ${version.split('.')[0]}, ${SLOWDOWN}x slower`, times);
}

async function measureParts(): Promise<void> {
  const { shared, own } = partsFor(await bundle(), language, LANGUAGES);
  const printSize = (name: string, parts: readonly Part[]): void => {
    const sum = (size: 'minified' | 'gzipped') =>
      (parts.reduce((bytes, part) => bytes + part[size], 0) / 1000).toFixed(1);
    console.log(`${name.padEnd(26)} ${sum('minified')} kB minified, ${sum('gzipped')} kB gzipped`);
  };
  printSize('engine and shared data', shared);
  printSize(`data of ${language}`, own);
}

console.log(`${lines.length} labelled lines, ${rounds} rounds`);
await measureEngines();
if (values.browser) await measureBrowser();
await measureParts();
