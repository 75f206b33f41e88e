import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { messageOf, UserError } from '@taskora/base/errors';
import type { Layer } from './layers.ts';
import { readLayer } from './layers.ts';

/** A layer of the archive, unpacked to a file of its own. */
export interface StoredLayer extends Layer {
  readonly file: string;
}

export interface UnpackedArchive {
  readonly documents: ReadonlyMap<string, string>;
  readonly layers: ReadonlyMap<string, StoredLayer>;
  /** Layers that the archive names twice are links to the first. */
  readonly links: ReadonlyMap<string, string>;
}

const tarBlockBytes = 512;

/** Takes an engine's docker-archive apart: small JSON documents in memory, layers as files in `folder`. */
export async function unpackArchive(archive: Readable, folder: string): Promise<UnpackedArchive> {
  const documents = new Map<string, string>();
  const layers = new Map<string, StoredLayer>();
  const links = new Map<string, string>();
  const extractor = extract();
  const consume = async (): Promise<void> => {
    for await (const entry of extractor) {
      const { name, type, linkname, size } = entry.header;
      if (type === 'symlink' || type === 'link') links.set(name, linkname ?? '');
      const content = type === 'file' ? await peek(entry) : undefined;
      if (content === undefined) entry.resume();
      else if (isJson(content.start)) documents.set(name, await text(content.whole));
      else if (isNoLayer(content.start, size ?? 0)) content.whole.resume();
      else layers.set(name, await storeLayer(content, join(folder, `${layers.size}.tar`)));
    }
  };
  try {
    await Promise.all([pipeline(archive, extractor), consume()]);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      'NXHELM_ARCHIVE_UNREADABLE',
      `the image archive cannot be read: ${messageOf(error)}`,
      'run the target again with --skip-nx-cache',
      { cause: error },
    );
  }
  return { documents, layers, links };
}

interface Peeked {
  readonly start: Buffer;
  readonly whole: Readable;
}

/** Peeks at the first bytes of a stream without taking them from its reader. */
async function peek(source: AsyncIterable<unknown>): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  const start = first.done === true ? Buffer.alloc(0) : (first.value as Buffer);
  const whole = Readable.from(
    (async function* () {
      yield start;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        yield next.value;
      }
    })(),
    { objectMode: false },
  );
  return { start, whole };
}

function isJson(start: Buffer): boolean {
  return start[0] === 0x7b || start[0] === 0x5b;
}

/** Old Docker versions put a file VERSION beside each layer; a tar is never that small, unless compressed. */
function isNoLayer(start: Buffer, sizeBytes: number): boolean {
  return sizeBytes < tarBlockBytes && !isGzip(start);
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function storeLayer({ start, whole }: Peeked, file: string): Promise<StoredLayer> {
  const isZstandard = start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528;
  if (isZstandard) {
    throw new UserError(
      'NXHELM_LAYER_COMPRESSION',
      'the engine exports layers compressed with zstd, which this plugin does not read',
      'set the compression of the builder to gzip or uncompressed',
    );
  }
  if (!isGzip(start)) return { ...(await readLayer(whole, file)), file };
  const unzipped = new PassThrough();
  const [, layer] = await Promise.all([
    pipeline(whole, createGunzip(), unzipped),
    readLayer(unzipped, file),
  ]);
  return { ...layer, file };
}
