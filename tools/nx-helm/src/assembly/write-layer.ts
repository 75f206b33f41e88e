import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';
import type { FileNode } from '../image/layers.ts';
import { changed, heldBytesAtMost, readRange, streamOf } from './read-contents.ts';
import type { ByteRange, Contents } from './stage-tree.ts';

/** 2001 to 2017: long past everywhere, and for files nowhere the date of something real. */
const firstSecond = 978_307_200;
const secondsBits = 29;

/**
 * The date of a file follows from its content. So equal files make equal layers, whenever and wherever
 * they were built, and still a server that compares versions by size and date sees each change.
 */
function dateOf(sha256: Buffer): Date {
  return new Date((firstSecond + (sha256.readUInt32BE(0) >>> (32 - secondsBits))) * 1000);
}

/** Streams a layer of these files, parents before children and the first of linked files before the others. */
export function openLayer(files: ReadonlyMap<string, FileNode>, contents: Contents): Readable {
  const archive = pack();
  const bytes = new PassThrough();
  const write = async (): Promise<void> => {
    const written = new Map<FileNode, string>();
    for (const [path, node] of files) {
      const first = written.get(node);
      if (node.type !== 'file') archive.entry(headerOf(path, node));
      else if (first !== undefined)
        archive.entry({ ...headerOf(path, node), type: 'link', linkname: first });
      else await writeFile(archive, path, node, contents.get(node));
      written.set(node, path);
    }
    archive.finalize();
  };
  // The first failure is the cause; a reader that gives up ends the writing, which is no failure.
  write().catch((error: Error) => bytes.destroy(error));
  pipeline(archive, bytes).catch((error: Error) => bytes.destroy(error));
  return bytes;
}

type EntryHeader = Parameters<Pack['entry']>[0];

function headerOf(path: string, { type, mode, userId, groupId, link }: FileNode): EntryHeader {
  return {
    name: path,
    type: type === 'directory' || type === 'symlink' ? type : 'file',
    mode,
    uid: userId,
    gid: groupId,
    mtime: new Date(firstSecond * 1000),
    ...(link === undefined ? {} : { linkname: link }),
  };
}

async function writeFile(
  archive: Pack,
  path: string,
  node: FileNode,
  range: ByteRange | undefined,
): Promise<void> {
  const { sizeBytes } = node;
  const header = { ...headerOf(path, node), size: sizeBytes };
  if (range === undefined || sizeBytes <= heldBytesAtMost) {
    const content = range === undefined ? Buffer.alloc(0) : readRange(range, sizeBytes);
    const sha256 = createHash('sha256').update(content).digest();
    refuseChange(range, sha256);
    await end(archive, { ...header, mtime: dateOf(sha256) }, content);
    return;
  }
  // Read twice: the date stands before the content, and so much is never held whole.
  const hash = createHash('sha256');
  await pipeline(streamOf(range, sizeBytes), hash);
  const sha256 = hash.digest();
  if (range.start === 0 && (await stat(range.file)).size !== sizeBytes) throw changed(range.file);
  refuseChange(range, sha256);
  const entry = archive.entry({ ...header, mtime: dateOf(sha256) });
  await pipeline(streamOf(range, sizeBytes), entry);
}

/** A layer is remembered by what was read before, so it has to have that in it. */
function refuseChange(range: ByteRange | undefined, sha256: Buffer): void {
  if (range?.sha256 === undefined || range.sha256 === sha256.toString('hex')) return;
  throw changed(range.file);
}

/** Waits until the reader has taken the content, so that no more than one file is held. */
function end(archive: Pack, header: EntryHeader, content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const entry = archive.entry(header, (error) => (error ? reject(error) : resolve()));
    entry.end(content);
  });
}
