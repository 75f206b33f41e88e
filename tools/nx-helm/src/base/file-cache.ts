import { readFileSync, statSync } from 'node:fs';

interface Entry<Value> {
  readonly stamp: string;
  readonly value: Value;
}

/**
 * Clocks of file systems tick in steps. A file that was written just now may be written once more
 * in the same step, so what was read of it is not kept.
 */
const clockStepMilliseconds = 100;

/**
 * Reads and parses a file once for as long as it stays as it is. A graph of many projects asks for
 * the same lock file, library chart or project.json again and again, and so does the next graph.
 */
export function createFileCache<Value>(
  parse: (text: string, path: string) => Value,
): (path: string) => Value | undefined {
  const entries = new Map<string, Entry<Value>>();
  return (path) => {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (found === undefined) {
      entries.delete(path);
      return undefined;
    }
    const stamp = [found.ino, found.size, found.mtimeNs, found.ctimeNs].join();
    const known = entries.get(path);
    if (known?.stamp === stamp) return known.value;
    const value = parse(readFileSync(path, 'utf8'), path);
    if (Date.now() - Number(found.mtimeMs) > clockStepMilliseconds)
      entries.set(path, { stamp, value });
    return value;
  };
}
