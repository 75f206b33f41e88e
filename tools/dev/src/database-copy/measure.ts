import { stat } from 'node:fs/promises';

/** How long work has taken, as people read it. */
export function stopwatch(now: () => number = Date.now): () => string {
  const startedAt = now();
  return () => `${((now() - startedAt) / 1000).toFixed(1)} s`;
}

const units = ['KiB', 'MiB', 'GiB'] as const;

/** A size as people read it, with the exact one. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit: string | undefined;
  for (const next of units) {
    if (size < 1024) break;
    size /= 1024;
    unit = next;
  }
  return unit === undefined ? `${bytes} bytes` : `${size.toFixed(1)} ${unit} (${bytes} bytes)`;
}

export const sizeOf = async (path: string): Promise<string> => sizeText((await stat(path)).size);
