import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'yaml';
import type { PlainObject } from '../base/plain-object.ts';
import { isPlainObject } from '../base/plain-object.ts';

interface Kubeconfig {
  /** What its relative paths start from. */
  readonly folder: string;
  readonly content: PlainObject;
}

/** The files that are there; of what stands in several of them, the first decides, as for kubectl. */
export function readKubeconfigs(files: readonly string[]): Kubeconfig[] {
  return files
    .filter((path) => existsSync(path))
    .map((path) => ({ folder: dirname(path), content: contentOf(readFileSync(path, 'utf8')) }));
}

/** Each release of a run asks, and certificates make the text long. */
const read = new Map<string, PlainObject>();

function contentOf(text: string): PlainObject {
  const known = read.get(text);
  if (known !== undefined) return known;
  const document: unknown = parse(text);
  const content = isPlainObject(document) ? document : {};
  read.set(text, content);
  return content;
}

/** One entry of the lists `contexts`, `clusters` and `users`, with the folder of its file. */
interface Entry {
  readonly folder: string;
  readonly fields: PlainObject;
}

export function entryNamed(
  configs: readonly Kubeconfig[],
  list: 'contexts' | 'clusters' | 'users',
  name: unknown,
): Entry | undefined {
  for (const { folder, content } of configs) {
    const fields = entriesOf(content, list).find((entry) => entry['name'] === name);
    const own = fields?.[list.slice(0, -1)];
    if (isPlainObject(own)) return { folder, fields: own };
  }
  return undefined;
}

export function entriesOf(content: PlainObject, list: string): PlainObject[] {
  const entries = content[list];
  return Array.isArray(entries) ? entries.filter(isPlainObject) : [];
}
