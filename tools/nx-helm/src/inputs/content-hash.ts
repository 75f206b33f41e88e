import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** 72 bits tell the inputs of one release apart, and keep its record small. */
const hashLength = 12;

export function contentHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, hashLength);
}

/** Of any plain data; the order of its keys does not count. */
export function dataHash(value: unknown): string {
  return contentHash(JSON.stringify(value, sortKeys) ?? 'undefined');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

export interface FileReader {
  /** Nothing where the file is gone. */
  read(path: string): Promise<Buffer | undefined>;
}

/** Reads each file of a workspace once, for however many releases. */
export function createFileReader(workspaceRoot: string): FileReader {
  const read = new Map<string, Promise<Buffer | undefined>>();
  return {
    read: (path) => {
      const known = read.get(path);
      if (known !== undefined) return known;
      const content = readFile(join(workspaceRoot, path)).catch(() => undefined);
      read.set(path, content);
      return content;
    },
  };
}
