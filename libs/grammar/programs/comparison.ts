/** Compares both engines over lines, byte by byte. */
import type { LanguageCode } from '../src/languages.ts';
import { asked, type Asked } from './asked.ts';
import { startReader } from './reader-process.ts';

const CHUNK = 2_000;

export interface Difference {
  readonly asked: Asked;
  readonly python: string;
  readonly typescript: string;
}

/** Gives the number of lines that were compared after each chunk. @throws DifferenceError at the first difference */
export async function* compared(
  language: LanguageCode,
  lines: Iterator<Asked>,
  count: number,
): AsyncGenerator<number> {
  await using python = startReader('python', language);
  await using typescript = startReader('typescript', language);
  for (let done = 0; done < count;) {
    const texts = Array.from({ length: Math.min(CHUNK, count - done) }, () => nextOf(lines));
    const [ones, others] = await Promise.all([python.answers(texts), typescript.answers(texts)]);
    const at = ones.findIndex((one, index) => one !== others[index]);
    if (at >= 0) {
      throw new DifferenceError({
        asked: texts[at] ?? asked(''),
        python: ones[at] ?? '',
        typescript: others[at] ?? '',
      });
    }
    done += texts.length;
    yield done;
  }
}

function nextOf(lines: Iterator<Asked>): Asked {
  const { value, done } = lines.next();
  return done === true ? asked('') : (value as Asked);
}

/** The engines found different things in a text. */
export class DifferenceError extends Error {
  override readonly name = 'DifferenceError';

  constructor({ asked, python, typescript }: Difference) {
    const at = [...python].findIndex((unit, index) => unit !== typescript[index]);
    const part = (found: string): string => found.slice(Math.max(0, at - 200), at + 200);
    super(
      [
        `the engines differ over ${JSON.stringify(asked)}, at byte ${at} of what they found`,
        `  Python      … ${part(python)}`,
        `  TypeScript  … ${part(typescript)}`,
      ].join('\n'),
    );
  }
}
