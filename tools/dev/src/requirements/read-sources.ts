import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commentsOfScript, titlesOfPython, titlesOfScript } from './titles.ts';

export interface Source {
  readonly file: string;
  readonly text: string;
  /** What the tests, benches and checks in it say that they show. */
  readonly titles: readonly string[];
}

const scriptTests = /\.(?:spec|test|e2e)\.(?:tsx?|mjs)$|(?:^|\/)e2e\/suites\/.*\.ts$/;
const pythonTests = /(?:^|\/)tests\/.*\.py$/;
const measurements = /(?:^|\/)bench\/.*\.ts$|(?:^|\/)check-[\w-]+\.ts$/;

/** All text files of the workspace, as git lists them, in the order of their names. */
export function readSources(root: string): readonly Source[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0');
  return [...new Set(listed)]
    .toSorted()
    .filter((file) => statSync(join(root, file), { throwIfNoEntry: false })?.isFile() === true)
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
    .map(({ file, text }) => sourceOf(file, text));
}

/** A file's titles are of the kind that its place and name say. */
export function sourceOf(file: string, text: string): Source {
  return { file, text, titles: titlesOf(file, text) };
}

function titlesOf(file: string, text: string): readonly string[] {
  if (scriptTests.test(file)) return titlesOfScript(file, text);
  if (pythonTests.test(file)) return titlesOfPython(text);
  return measurements.test(file) ? commentsOfScript(text) : [];
}
