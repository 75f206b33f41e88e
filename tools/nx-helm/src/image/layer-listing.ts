import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isPlainObject } from '../base/plain-object.ts';
import type { FileNode, Layer, LayerEntry } from './layers.ts';

/** What is in a layer, with the places of its files' contents: all but the bytes. */
export interface LayerListing extends Layer {
  readonly starts: ReadonlyMap<FileNode, number>;
}

/** Of what is written below; a file of another one is not read. */
const format = 1;

type StoredEntry =
  | readonly [path: string, node: FileNode, start?: number]
  | readonly [path: string, hardLinkTo: string];

interface StoredListing extends Omit<Layer, 'entries'> {
  readonly format: number;
  readonly entries: readonly StoredEntry[];
}

/** Keeps a listing, so that the layer need not be read again to know what is in it. */
export function keepListing(file: string, { starts, entries, ...rest }: LayerListing): void {
  const { digest, sizeBytes, whiteouts, opaqueFolders } = rest;
  const stored: StoredListing = {
    ...{ format, digest, sizeBytes, whiteouts, opaqueFolders },
    entries: entries.map((entry) => storedEntry(entry, starts)),
  };
  mkdirSync(dirname(file), { recursive: true });
  // Whoever reads it meanwhile has the whole of the old one or of the new one.
  const work = `${file}.${process.pid}`;
  writeFileSync(work, JSON.stringify(stored));
  renameSync(work, file);
}

function storedEntry(entry: LayerEntry, starts: ReadonlyMap<FileNode, number>): StoredEntry {
  if ('hardLinkTo' in entry) return [entry.path, entry.hardLinkTo];
  const start = starts.get(entry.node);
  return start === undefined ? [entry.path, entry.node] : [entry.path, entry.node, start];
}

/** Nothing where there is none that this version reads. */
export function keptListing(file: string): LayerListing | undefined {
  const stored = parsed(file);
  if (stored === undefined) return undefined;
  const starts = new Map<FileNode, number>();
  const entries = stored.entries.map(([path, found, start]): LayerEntry => {
    if (typeof found === 'string') return { path, hardLinkTo: found };
    if (start !== undefined) starts.set(found, start);
    return { path, node: found };
  });
  const { digest, sizeBytes, whiteouts, opaqueFolders } = stored;
  return { digest, sizeBytes, whiteouts, opaqueFolders, entries, starts };
}

function parsed(file: string): StoredListing | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const isOurs = isPlainObject(value) && value['format'] === format;
    return isOurs ? (value as unknown as StoredListing) : undefined;
  } catch {
    // Absent, or cut off by a full disk: the layer itself says the same.
    return undefined;
  }
}
