import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export interface Measures {
  readonly files: number;
  readonly folders: number;
  readonly lines: number;
  readonly medianLines: number;
}

/** Of the TypeScript in a folder but for specs, fixtures, and what only tests use. */
export function measuresOf(folder: string): Measures {
  const files = sourcesIn(folder);
  const lengths = files.map(linesOf).toSorted((one, other) => one - other);
  return {
    files: files.length,
    folders: new Set(files.map((file) => dirname(file))).size,
    lines: lengths.reduce((sum, length) => sum + length, 0),
    medianLines: lengths[Math.floor(lengths.length / 2)] ?? 0,
  };
}

/** Files that a program loads or may load, itself included: its imports, and theirs. */
export function reachedFrom(entry: string): string[] {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const imported of importsOf(file)) visit(imported);
  };
  visit(entry);
  return [...reached];
}

/** Places that start a process by themselves and not by the one runner. */
export function processStarts(folders: readonly string[]): string[] {
  return folders
    .flatMap(sourcesIn)
    .filter((file) => /from 'node:child_process'/.test(readFileSync(file, 'utf8')));
}

const left = /(^|\/)(node_modules|dist|testing|__fixtures__|files)(\/|$)/;

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\.spec\.ts$/.test(file) && !left.test(relative(folder, file)))
    .toSorted();
}

function linesOf(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}

/** Of its own package only; types count, because a reader opens those files too. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g);
  return [...specifiers]
    .map(([, specifier = '']) => resolve(dirname(file), specifier))
    .filter((path) => /\.m?ts$/.test(path));
}
