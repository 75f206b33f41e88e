import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { canonical } from '../programs/canonical.ts';
import { DifferenceError } from '../programs/comparison.ts';
import { generatedLines } from '../programs/generated-lines.ts';
import { described, overRounds, percentile } from '../programs/percentiles.ts';
import { loadData } from './languages.ts';

describe('the generated lines', () => {
  const first = async (seed: number) => {
    const data = await loadData('en');
    const lines = generatedLines(data, seed);
    return JSON.stringify(Array.from({ length: 2_000 }, () => lines.next().value));
  };

  it('are decided by their seed', async () => {
    expect(await first(7)).toBe(await first(7));
    expect(await first(7)).not.toBe(await first(8));
  });

  it('have phrases that are dates, characters of all planes, marks that join, and halves of surrogates', async () => {
    const lines = await first(7);
    for (const pattern of [/tomorrow/, /[\u{10000}-\u{10ffff}]/u, /\p{Mn}/u, /[\u202a-\u2069]/]) {
      expect(lines).toMatch(pattern);
    }
    expect(lines).toMatch(/\\ud[89a-f]/);
  });
});

it('JSON is written as Python writes it', () => {
  const value = { z: ['é', '\u{1f600}', '\ud800', '\x7f', '\n', '"', '\\'], a: { y: 1, b: null } };
  expect(canonical(value)).toBe(
    String.raw`{"a":{"b":null,"y":1},"z":["\u00e9","\ud83d\ude00","\ud800","\u007f","\n","\"","\\"]}`,
  );
});

it('a difference is shown where it begins', () => {
  const asked = ['a line', { now: '2026-11-28T09:30' }] as const;
  const { message } = new DifferenceError({ asked, python: '{"a":1}', typescript: '{"a":2}' });
  expect(message).toMatch(/^the engines differ over \["a line",.*at byte 5 /);
});

it('percentiles are of the sorted values, each line at the median of its rounds', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([
    50, 95, 99, 100,
  ]);
  const rounds = [
    [1, 10],
    [9, 30],
    [2, 20],
  ];
  expect([overRounds(rounds), overRounds(rounds, 0)]).toEqual([
    [2, 20],
    [1, 10],
  ]);
  expect(described([3, 1, 2])).toBe('p50     2  p95     3  p99     3 µs');
});

it('the bench measures both engines, and what a page loads', () => {
  // `npx nx run grammar:bench` has more rounds, and a browser.
  const program = join(import.meta.dirname, '../programs/bench.ts');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--rounds=1', '--no-browser', '--language=es'],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  for (const name of ['Python', 'TypeScript']) {
    expect(stdout).toMatch(new RegExp(`^${name} +p50 +\\d+  p95 +\\d+  p99 +\\d+ µs`, 'm'));
  }
  expect(stdout).toMatch(/^data of es +[\d.]+ kB minified, [\d.]+ kB gzipped$/m);
});
