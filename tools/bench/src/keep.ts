import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@taskora/dev/environment';

const folder = join(workspaceRoot, 'dist', 'bench');

/** Keeps raw figures with the machine that they are of; other files of other runs stay. */
export function keepFigures(name: string, figures: object): string {
  const machine = { processors: cpus().length, kernel: release(), node: process.version };
  const kept = { at: new Date().toISOString(), machine, ...figures };
  return keepText(`${name}.json`, JSON.stringify(kept, undefined, 2));
}

export function keepText(file: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, file);
  writeFileSync(path, `${text}\n`);
  return path;
}
