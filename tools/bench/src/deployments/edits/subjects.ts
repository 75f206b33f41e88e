import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { Service } from '../names.ts';

/** A line of a service that is edited again and again. */
export interface EditSubject {
  readonly service: Service;
  readonly file: string;
  /** Matches the line once; the edit stands behind what its first group has. */
  readonly line: RegExp;
}

export const webPage: EditSubject = {
  service: 'web',
  file: 'apps/web/src/app/not-found.tsx',
  line: />([A-Z][^<{]*)(?=<)/,
};

export const apiProbe: EditSubject = {
  service: 'api',
  file: 'apps/api/src/taskora_api/http/probes.py',
  line: /(status: str = "ok)(?=")/,
};

/** The file with a text that no cache has the result of. */
export function edited(text: string, { file, line }: EditSubject, mark: string): string {
  const result = text.replace(line, (whole: string) => `${whole} ${mark}`);
  if (result !== text) return result;
  throw new UserError(
    'BENCH_EDIT_FAILED',
    `${file} does not have the line that the bench edits`,
    `git log -3 ${file}, then adapt tools/bench/src/deployments/edits/subjects.ts`,
  );
}

/** Edits the subject's file in a workspace, and puts back what it was. */
export class Editor {
  readonly #file: string;
  readonly #original: string;
  readonly #subject: EditSubject;

  constructor(workspace: string, subject: EditSubject) {
    this.#file = join(workspace, subject.file);
    this.#original = readFileSync(this.#file, 'utf8');
    this.#subject = subject;
  }

  save(mark: string): void {
    writeFileSync(this.#file, edited(this.#original, this.#subject, mark));
  }

  restore(): void {
    writeFileSync(this.#file, this.#original);
  }
}
