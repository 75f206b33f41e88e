import { createHash } from 'node:crypto';
import { structuredPatch } from 'diff';
import { stringify } from 'yaml';
import type { Values } from '../base/plain-object.ts';
import { isPlainObject, sortedJson } from '../base/plain-object.ts';
import { compareText } from '../base/text.ts';
import { manifestDocuments } from './manifest-objects.ts';

/** One object of a rendered manifest, in a form that can be compared and shown. */
interface ManifestObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Sorted by key and with the values of a Secret masked. */
  readonly shown: string;
  /** As the chart wrote it, with its comments; empty for a Secret. */
  readonly written: string;
  readonly content: Values;
}

/** By kind, namespace and name; a number distinguishes objects with the same key. */
function objectsOf(manifests: string): Map<string, ManifestObject> {
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

/** What happens to one object, with lines as a unified diff has them. */
export interface ObjectDiff {
  /** `Deployment/web`, with its namespace between them where it names one. */
  readonly id: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Begin with `@@`, a space, `+` or `-`; the values of Secrets appear as hashes. */
  readonly lines: readonly string[];
}

/** Compares two renders object by object; the order in which a chart writes them does not count. */
export function diffManifests(before: string, after: string): ObjectDiff[] {
  const old = objectsOf(before);
  const present = objectsOf(after);
  return [...new Set([...old.keys(), ...present.keys()])]
    .toSorted(compareText)
    .flatMap((id) => diffObject(id, old.get(id), present.get(id)));
}

function diffObject(id: string, old?: ManifestObject, present?: ManifestObject): ObjectDiff[] {
  const object = present ?? old;
  if (object === undefined) return [];
  const { kind, namespace, name } = object;
  const change = old === undefined ? 'added' : present === undefined ? 'removed' : 'changed';
  const lines = linesBetween(old, present);
  if (lines.length === 0) return [];
  return [{ id, kind, ...(namespace === undefined ? {} : { namespace }), name, change, lines }];
}

/** A comment in a template is part of what Helm stores, so it counts where nothing else differs. */
function linesBetween(old?: ManifestObject, present?: ManifestObject): string[] {
  if (old?.shown !== present?.shown) return unified(old?.shown ?? '', present?.shown ?? '');
  return unified(old?.written ?? '', present?.written ?? '');
}

function unified(before: string, after: string): string[] {
  if (before === after) return [];
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines.filter((line) => !line.startsWith('\\')),
  ]);
}

const signs = { added: '+', removed: '-', changed: '~' } as const;

/** For a terminal or a fenced block of a comment; all of it can be read without colours. */
export function formatDiff(diffs: readonly ObjectDiff[]): string {
  return diffs
    .map(({ id, change, lines }) => [`${signs[change]} ${id} (${change})`, ...lines].join('\n'))
    .join('\n\n');
}

const kindsWithPods = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Workloads whose running pods are replaced, because their pod template differs. */
export function podsRestart(before: string, after: string): string[] {
  const old = objectsOf(before);
  return [...objectsOf(after)]
    .filter(([id, { kind, content }]) => {
      const previous = old.get(id);
      if (previous === undefined || !kindsWithPods.has(kind)) return false;
      return podTemplate(previous.content) !== podTemplate(content);
    })
    .map(([id]) => id)
    .toSorted(compareText);
}

function podTemplate(content: ManifestObject['content']): string {
  return sortedJson((content['spec'] as { readonly template?: unknown } | undefined)?.template);
}
