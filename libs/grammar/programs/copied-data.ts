/** The data of the grammar, and the copy that the API has: its image and its tests depend on that alone. */
import { copyFileSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../data', import.meta.url));
const COPY = fileURLToPath(
  new URL('../../../apps/api/src/taskora_api/grammar/data', import.meta.url),
);

const filesIn = (folder: string): string[] => globSync('*.json', { cwd: folder }).toSorted();

/** The files that the copy has not, has in another form, or has alone. */
export function staleFiles(): string[] {
  const [own, copied] = [filesIn(DATA), filesIn(COPY)];
  const read = (folder: string, file: string) => readFileSync(join(folder, file));
  return [...new Set([...own, ...copied])].filter(
    (file) =>
      !own.includes(file) || !copied.includes(file) || !read(DATA, file).equals(read(COPY, file)),
  );
}

/** Makes the copy as the data are. */
export function copyData(): void {
  const own = filesIn(DATA);
  for (const file of filesIn(COPY)) if (!own.includes(file)) rmSync(join(COPY, file));
  for (const file of own) copyFileSync(join(DATA, file), join(COPY, file));
}
