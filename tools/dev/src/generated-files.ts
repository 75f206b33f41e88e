import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { UserError } from '@taskora/base/errors';

export interface GeneratedFiles {
  /** What the line of the command begins with. */
  readonly name: string;
  readonly root: string;
  /** Texts by their paths below the root. */
  readonly files: ReadonlyMap<string, string>;
  /** Whether nothing is written, and a stale file is an error. */
  readonly isCheck: boolean;
  /** The error of stale files, whose names are given. */
  readonly stale: (names: string) => UserError;
}

/** Writes those files whose text is not what it should be. */
export function writeGenerated({ name, root, files, isCheck, stale }: GeneratedFiles): number {
  const changed = [...files].filter(([file, text]) => {
    const path = join(root, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  const names = changed.map(([file]) => file).join(', ');
  if (isCheck && changed.length > 0) throw stale(names);
  for (const [file, text] of changed) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  console.log(changed.length === 0 ? `${name}: nothing to write` : `${name}: wrote ${names}`);
  return 0;
}
