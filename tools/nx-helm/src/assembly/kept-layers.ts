import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { removeUnused } from '../base/unused.ts';
import type { StoredLayer } from '../image/export-image.ts';
import type { ImageLayer } from '../image/image-description.ts';
import { layerName } from '../image/image-description.ts';
import { keepListing, keptListing } from '../image/layer-listing.ts';
import type { ListedLayer } from '../image/layers.ts';
import { listLayer } from '../image/layers.ts';

/** Lists a base's layer. It is read the first time alone: its name is the digest of its bytes. */
export async function listBaseLayer(
  cacheFolder: string,
  layer: ImageLayer,
  file: string,
): Promise<ListedLayer> {
  const kept = join(cacheFolder, 'listings', `${layerName(layer.digest)}.json`);
  const isWhole = statSync(file, { throwIfNoEntry: false })?.size === layer.sizeBytes;
  const known = isWhole ? keptListing(kept) : undefined;
  if (known !== undefined) {
    await utimes(kept, new Date(), new Date());
    return { ...known, file };
  }
  const listed = await listLayer(layer, file);
  keepListing(kept, listed);
  await removeUnused(join(cacheFolder, 'listings'));
  return listed;
}

/**
 * The layers that the last image of a project had, by what they were made from. Their bytes are in that
 * image's own folder and nowhere else; here is what they have in them.
 */
export class KeptLayers {
  readonly #folder: string;
  readonly #storedIn: string;
  readonly #used = new Set<string>();

  /** The second folder is the one of the image's parts. */
  constructor(cacheFolder: string, project: string, imageFolder: string) {
    this.#folder = join(cacheFolder, 'layers', project);
    this.#storedIn = join(imageFolder, 'layers');
  }

  /** Gives the layer that was made from the same before, with `target` as its file, if it is still there. */
  async take(key: string, target: string): Promise<StoredLayer | undefined> {
    const listing = keptListing(this.#listingFile(key));
    if (listing === undefined) return undefined;
    const stored = join(this.#storedIn, layerName(listing.digest));
    if (!existsSync(stored)) return undefined;
    const stamp = stampOf(stored);
    const isKnown = textOf(this.#stampFile(key)) === stamp;
    if (!isKnown && (await sha256Of(stored)) !== listing.digest) return undefined;
    await link(stored, target).catch(() => copyFile(stored, target));
    return { ...listing, file: target };
  }

  /** Remembers a layer whose bytes are in a file that goes to the image's folder. */
  async keep(key: string, layer: StoredLayer): Promise<void> {
    this.#used.add(`${key}.json`).add(`${key}.stamp`);
    if (!existsSync(this.#listingFile(key))) {
      keepListing(this.#listingFile(key), { ...layer, starts: new Map() });
    }
    await mkdir(this.#folder, { recursive: true });
    await writeFile(this.#stampFile(key), stampOf(layer.file));
  }

  async forgetOthers(): Promise<void> {
    const names = existsSync(this.#folder) ? await readdir(this.#folder) : [];
    for (const name of names.filter((each) => !this.#used.has(each))) {
      await rm(join(this.#folder, name), { force: true });
    }
  }

  #listingFile(key: string): string {
    return join(this.#folder, `${key}.json`);
  }

  #stampFile(key: string): string {
    return join(this.#folder, `${key}.stamp`);
  }
}

/** What another writer changes, and neither a rename nor a second name of the file. */
function stampOf(file: string): string {
  const { ino, size, mtimeNs } = statSync(file, { bigint: true });
  return [ino, size, mtimeNs].join();
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return `sha256:${hash.digest('hex')}`;
}
