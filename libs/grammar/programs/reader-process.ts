/** One engine in a process of its own, which answers lines of JSON. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Asked } from './asked.ts';
import { canonical } from './canonical.ts';
import type { LanguageCode } from '../src/languages.ts';

const place = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export type Engine = 'python' | 'typescript';

const PROGRAMS: Readonly<Record<Engine, readonly string[]>> = {
  python: [
    place('../../../tools/dev/setup/python.mjs'),
    place('../../../apps/api/tools/grammar_lines.py'),
  ],
  typescript: [place('lines.ts')],
};

/** Answers texts, in order. */
export interface Reader extends AsyncDisposable {
  /** @throws Error where the process ends before it has answered all */
  answers(texts: readonly Asked[]): Promise<string[]>;
}

export function startReader(
  engine: Engine,
  language: LanguageCode,
  options: readonly string[] = [],
): Reader {
  const child = spawn(process.execPath, [...PROGRAMS[engine], language, ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<string>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`)),
  );
  // A process that ended says why on its own; what is missing is found where answers are counted.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout, crlfDelay: Infinity })[
    Symbol.asyncIterator
  ]();
  return {
    async answers(texts) {
      child.stdin.write(texts.map((text) => `${canonical(text)}\n`).join(''));
      const found: string[] = [];
      while (found.length < texts.length) {
        const { value, done } = await lines.next();
        if (done === true) {
          throw new Error(`the engine in ${engine} ended (${await ended}) before it had answered`);
        }
        found.push(value);
      }
      return found;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}
