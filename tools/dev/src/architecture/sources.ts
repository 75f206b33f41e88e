import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Folders with what is installed, built, generated, a template, or used by tests alone. */
export const left: ReadonlySet<string> = new Set([
  ...['node_modules', 'dist', '.next', '.venv', '.taskora', 'out-tsc', 'coverage'],
  ...['generated', 'files', 'tests', 'testing', 'e2e', '__fixtures__', '__pycache__'],
]);

const typeScript = /^(?!.*\.(?:spec|test|e2e|d)\.).+\.(?:tsx?|mjs)$/;
const python = /^.+\.py$/;

/** The TypeScript and JavaScript below a folder, but for tests and what only they use. */
export const scriptsIn = (folder: string): string[] => sourcesIn(folder, typeScript);

/** The Python below a folder, but for tests. */
export const pythonIn = (folder: string): string[] => sourcesIn(folder, python);

function sourcesIn(folder: string, kind: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return left.has(entry.name) ? [] : sourcesIn(path, kind);
      return entry.isFile() && kind.test(entry.name) ? [path] : [];
    });
}

export function linesOf(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}

/** Files of its own package that a file imports; types count, because a reader opens those too. */
export function importsOf(file: string): string[] {
  const specifiers = readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g);
  return [...specifiers]
    .map(([, specifier = '']) => resolve(dirname(file), specifier))
    .filter((path) => /\.(?:m?ts|mjs)$/.test(path));
}
