import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { edited, type EditedLine } from '../../edited-line.ts';
import type { Service } from '../names.ts';

/** A line of a service. */
export interface EditSubject extends EditedLine {
  readonly service: Service;
}

export const webPage: EditSubject = {
  service: 'web',
  file: 'apps/web/src/app/not-found.tsx',
  line: '>Page not found<',
};

export const apiProbe: EditSubject = {
  service: 'api',
  file: 'apps/api/src/taskora_api/http/probes.py',
  line: 'status: str = "ok"',
};

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
