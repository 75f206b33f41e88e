import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { FileNode } from '../image/layers.ts';
import type { ByteRange, Contents } from './stage-tree.ts';
import { readRange } from './write-layer.ts';

/**
 * Digests of files, for those who ask again and again while few of them change: a file is read anew only
 * if the system says that it was written since.
 */
export class FileDigests {
  readonly #known = new Map<string, { readonly stamp: string; readonly sha256: string }>();

  of(node: FileNode, contents: Contents): string {
    if (node.sha256 !== undefined) return node.sha256;
    const range = contents.get(node);
    if (range === undefined) return digestOf(Buffer.alloc(0));
    const name = `${range.file}:${range.start}`;
    const stamp = stampOf(range, node.sizeBytes);
    const known = this.#known.get(name);
    if (known?.stamp === stamp) return known.sha256;
    const sha256 = digestOf(readRange(range, node.sizeBytes));
    this.#known.set(name, { stamp, sha256 });
    return sha256;
  }
}

/** Nobody can set the time of a change, as a tool may set that of the content. */
function stampOf({ file }: ByteRange, sizeBytes: number): string {
  const { ino, mtimeMs, ctimeMs } = statSync(file);
  return `${ino}:${mtimeMs}:${ctimeMs}:${sizeBytes}`;
}

function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
