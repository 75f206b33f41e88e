import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps the stack of an unforeseen error beside the other logs; people see one line of it. */
export function keepStack(folder: string, stack: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    appendFileSync(join(folder, 'unexpected.log'), `${new Date().toISOString()} ${stack}\n`);
  } catch {
    process.stderr.write(`${stack}\n`);
  }
}
