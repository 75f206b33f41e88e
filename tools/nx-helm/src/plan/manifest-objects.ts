import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { manifestDocuments } from '../helm/parse-manifests.ts';
import type { Values } from '../helm/values.ts';
import { isPlainObject } from '../plain-object.ts';

/** One object of a rendered manifest, in a form that can be compared and shown. */
export interface ManifestObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Sorted by key and with the values of a Secret masked. */
  readonly shown: string;
  /** As the chart wrote it, with its comments; empty for a Secret. */
  readonly written: string;
  readonly content: Values;
}

/** By kind, namespace and name; an object that stands twice is told apart by its number. */
export function objectsOf(manifests: string): Map<string, ManifestObject> {
  const objects = new Map<string, ManifestObject>();
  for (const document of manifestDocuments(manifests)) {
    const contents = withoutLists(document.value);
    // The text of a list is that of all its objects, and one of them may be a Secret.
    const written = contents.length === 1 ? document.written() : '';
    for (const content of contents) {
      const object = objectOf(content, written);
      objects.set(freeKey(objects, keyOf(object)), object);
    }
  }
  return objects;
}

/** `kind: List` is only a wrapper, which kubectl and Helm open as well. */
function withoutLists(content: unknown): Values[] {
  if (!isPlainObject(content)) return [];
  const items = content['items'];
  const isList = String(content['kind']).endsWith('List') && Array.isArray(items);
  return isList ? items.flatMap(withoutLists) : [content];
}

function objectOf(content: Values, written: string): ManifestObject {
  const metadata = isPlainObject(content['metadata']) ? content['metadata'] : {};
  const kind = String(content['kind'] ?? 'unknown');
  const { namespace } = metadata;
  return {
    kind,
    ...(typeof namespace === 'string' ? { namespace } : {}),
    name: String(metadata['name'] ?? metadata['generateName'] ?? 'unknown'),
    shown: stringify(maskSecret(kind, content), {
      sortMapEntries: true,
      lineWidth: 0,
      // Text that Kubernetes would take for a truth or a number is shown in quotes.
      version: '1.1',
    }),
    written: kind === 'Secret' ? '' : written,
    content,
  };
}

function keyOf({ kind, namespace, name }: ManifestObject): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

function freeKey(objects: ReadonlyMap<string, unknown>, key: string): string {
  let free = key;
  for (let number = 2; objects.has(free); number += 1) free = `${key} (${number})`;
  return free;
}

const hashDigits = 8;

/** Says which keys there are and whether a value changed, and never what it is. */
function maskSecret(kind: string, content: Values): Values {
  if (kind !== 'Secret') return content;
  const masked: Record<string, unknown> = { ...content };
  for (const field of ['data', 'stringData']) {
    if (isPlainObject(masked[field])) masked[field] = maskValues(masked[field]);
  }
  const { metadata } = content;
  if (isPlainObject(metadata) && isPlainObject(metadata['annotations'])) {
    // What applied a Secret may have kept all of it in an annotation.
    masked['metadata'] = { ...metadata, annotations: maskValues(metadata['annotations']) };
  }
  return masked;
}

function maskValues(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const hash = createHash('sha256')
        .update(`${key}\0${JSON.stringify(value)}`)
        .digest('hex');
      return [key, `(hash ${hash.slice(0, hashDigits)})`];
    }),
  );
}
