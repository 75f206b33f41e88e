import { readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { megabytes } from './image-description.ts';

const bytesPerMegabyte = 1_000_000;

/**
 * Removes what Next keeps from build to build, if it has grown too large. Next itself removes nothing of
 * it, and a large one makes a build slower than none. The output does not depend on it.
 */
export async function boundNextCache(
  next: string,
  megabytesAtMost: number,
  project: string,
): Promise<void> {
  const cache = join(next, 'cache');
  const bytes = sizeOf(cache);
  if (bytes <= megabytesAtMost * bytesPerMegabyte) return;
  await rm(cache, { recursive: true, force: true });
  console.log(
    `${project}: removed ${cache}, which had ${megabytes(bytes)} and may have ${megabytesAtMost} MB`,
  );
}

function sizeOf(folder: string): number {
  return filesBelow(folder).reduce((sum, file) => {
    // A build that runs meanwhile replaces files.
    const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
    return sum + size;
  }, 0);
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
