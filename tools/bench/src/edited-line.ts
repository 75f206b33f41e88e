import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';

/** A line of the sources that a bench edits again and again. */
export interface EditedLine {
  readonly file: string;
  /** In the file, once; what is edited stands before its last character. */
  readonly line: string;
}

/** The file's text with a mark that no cache has the result of. */
export function edited(text: string, { file, line }: EditedLine, mark: string): string {
  const [before, after, ...more] = text.split(line);
  if (before === undefined || after === undefined || more.length > 0)
    throw new UserError(
      'BENCH_EDIT_FAILED',
      `${file} does not have ${line} exactly once`,
      `git log -3 ${file}, then adapt the line that this bench names`,
    );
  return `${before}${line.slice(0, -1)} ${mark}${line.slice(-1)}${after}`;
}

/** Edits the file in a workspace, and puts back what it was. */
export class Editor {
  readonly #file: string;
  readonly #original: string;
  readonly #line: EditedLine;

  constructor(workspace: string, line: EditedLine) {
    this.#file = join(workspace, line.file);
    this.#original = readFileSync(this.#file, 'utf8');
    this.#line = line;
  }

  save(mark: string): void {
    writeFileSync(this.#file, edited(this.#original, this.#line, mark));
  }

  restore(): void {
    writeFileSync(this.#file, this.#original);
  }
}
