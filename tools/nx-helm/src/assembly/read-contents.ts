import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { UserError } from '@taskora/base/errors';
import type { ByteRange } from './stage-tree.ts';

/** What is larger is never held whole. */
export const heldBytesAtMost = 4 << 20;

export function streamOf({ file, start }: ByteRange, sizeBytes: number): Readable {
  return createReadStream(file, { start, end: start + sizeBytes - 1, highWaterMark: 1 << 20 });
}

/**
 * Reads a file's content, or its first bytes; at once, since a layer has thousands of small files and
 * each wait for the file system takes longer than its answer.
 */
export function readRange(
  { file, start }: ByteRange,
  sizeBytes: number,
  atMost = sizeBytes,
): Buffer {
  const handle = openSync(file, 'r');
  try {
    const content = Buffer.allocUnsafe(Math.min(sizeBytes, atMost));
    const bytesRead = readSync(handle, content, 0, content.length, start);
    const isAsListed =
      bytesRead === content.length && (start > 0 || fstatSync(handle).size === sizeBytes);
    if (isAsListed) return content;
  } finally {
    closeSync(handle);
  }
  throw changed(file);
}

/** The sha256 of a content in hexadecimal, which is read for it unless it is known. */
export async function digestOf(range: ByteRange | undefined, sizeBytes: number): Promise<string> {
  if (range?.sha256 !== undefined) return range.sha256;
  const sha256 = createHash('sha256');
  if (range !== undefined && sizeBytes <= heldBytesAtMost) {
    sha256.update(readRange(range, sizeBytes));
  } else if (range !== undefined) {
    for await (const chunk of streamOf(range, sizeBytes)) sha256.update(chunk as Buffer);
  }
  const digest = sha256.digest('hex');
  if (range !== undefined) range.sha256 = digest;
  return digest;
}

export function changed(file: string): UserError {
  return new UserError(
    'NXHELM_CONTEXT_CHANGED',
    `${file} changed while the image was assembled`,
    'run the command again when nothing writes there any more',
  );
}
