import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { commentsOfScript, titlesOfPython, titlesOfScript } from './titles.ts';

export interface Source {
  readonly file: string;
  readonly text: string;
  /** What the tests, benches and checks in it say that they show. */
  readonly titles: readonly string[];
}

const kinds = /\.(?:py|tsx?|mjs|md|ya?ml)$/;
const scriptTests = /\.(?:spec|test|e2e)\.(?:tsx?|mjs)$|(?:^|\/)e2e\/suites\/.*\.ts$/;
const pythonTests = /(?:^|\/)tests\/.*\.py$/;
const measurements = /(?:^|\/)bench\/.*\.ts$|(?:^|\/)check-[\w-]+\.ts$/;

/** The workspace's own sources and documents, as git lists them, in the order of their names. */
export async function readSources(root: string): Promise<readonly Source[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { exitCode, stdout, stderr } = await run('git', args, { directory: root });
  if (exitCode !== 0)
    throw new UserError('SOURCES_UNLISTED', stderr.trim(), `git -C ${root} status`);
  const files = [...new Set(stdout.split('\0'))].filter((file) => kinds.test(file)).toSorted();
  return files
    .filter((file) => existsSync(join(root, file)))
    .map((file) => sourceOf(file, readFileSync(join(root, file), 'utf8')));
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
