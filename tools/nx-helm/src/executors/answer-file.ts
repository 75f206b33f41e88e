import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Saves an answer where an option says, also where a fresh checkout has no such folder. */
export async function writeAnswer(root: string, file: string, text: string): Promise<void> {
  const path = resolve(root, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
