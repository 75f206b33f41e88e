import { structuredPatch } from 'diff';
import { compareText } from '../compare-text.ts';
import type { ManifestObject } from './manifest-objects.ts';
import { objectsOf } from './manifest-objects.ts';

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
  const spec = content['spec'] as { readonly template?: unknown } | undefined;
  return JSON.stringify(sorted(spec?.template));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => compareText(one, other))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
