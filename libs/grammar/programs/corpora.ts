/** Every line of the corpora: those of the API's tests, and of a folder that is no part of this repository. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TESTS = fileURLToPath(new URL('../../../apps/api/tests', import.meta.url));

/**
 * The first column of the tables of labelled lines, or of those alone that match a pattern, such as
 * `grammar/data/lines-es.tsv`.
 */
export function labelledLines(pattern = '{grammar,language}/data/*.tsv'): string[] {
  return globSync(pattern, { cwd: TESTS })
    .toSorted()
    .flatMap((file) => readFileSync(join(TESTS, file), 'utf8').split('\n'))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t')[0] ?? '');
}

/** The inputs of the specifications of recognizers (apps/api/tests/language/test_public_specs.py). */
export function specifiedLines(folder: string | undefined): string[] {
  if (folder === undefined) return [];
  return globSync('*.json', { cwd: folder })
    .toSorted()
    .flatMap((file) => {
      const entries = JSON.parse(readFileSync(join(folder, basename(file)), 'utf8')) as unknown[];
      return entries.map((entry) => (entry as { readonly input?: string }).input ?? '');
    });
}
