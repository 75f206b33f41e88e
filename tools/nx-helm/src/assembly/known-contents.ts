import type { BigIntStats } from 'node:fs';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isPlainObject } from '../base/plain-object.ts';
import type { ByteRange } from './stage-tree.ts';

interface Found {
  readonly stamp: string;
  readonly content: ByteRange;
}

/**
 * Clocks of file systems tick in steps. A file that was written just now may be written once more in the
 * same step, so what was read of it is not remembered.
 */
const clockStepMilliseconds = 100;

/**
 * The digests of a context's files as of the last time, each with the state of the file, as git keeps them:
 * a file that nobody has touched need not be read to know what is in it. The state includes the time of
 * its last change of any kind, which nobody can set back.
 */
export class KnownContents {
  readonly #file: string;
  readonly #known: ReadonlyMap<string, readonly [stamp: string, sha256: string]>;
  readonly #found = new Map<string, Found>();
  readonly #began = Date.now();

  constructor(file: string) {
    this.#file = file;
    this.#known = readKnown(file);
  }

  /** A file's content, with its digest where that is known. */
  contentOf(file: string, status: BigIntStats): ByteRange {
    const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = status;
    const stamp = [dev, ino, size, mtimeNs, ctimeNs].join();
    const [knownStamp, sha256] = this.#known.get(file) ?? [];
    const content: ByteRange = { file, start: 0 };
    if (knownStamp === stamp && sha256 !== undefined) content.sha256 = sha256;
    const changed = Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs);
    const isOldEnough = this.#began - changed > clockStepMilliseconds;
    if (isOldEnough) this.#found.set(file, { stamp, content });
    return content;
  }

  /** Remembers what was read of the files that were found, and forgets all others. */
  save(): void {
    const entries = [...this.#found].flatMap(([file, { stamp, content }]) =>
      content.sha256 === undefined ? [] : [[file, [stamp, content.sha256]] as const],
    );
    mkdirSync(dirname(this.#file), { recursive: true });
    const work = `${this.#file}.${process.pid}`;
    writeFileSync(work, JSON.stringify(Object.fromEntries(entries)));
    renameSync(work, this.#file);
  }
}

function readKnown(file: string): ReadonlyMap<string, readonly [string, string]> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return new Map(isPlainObject(value) ? Object.entries(value).filter(isEntry) : []);
  } catch {
    // Absent, or cut off by a full disk: the files are read once more.
    return new Map();
  }
}

function isEntry(entry: [string, unknown]): entry is [string, [string, string]] {
  const [, value] = entry;
  return (
    Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string')
  );
}
