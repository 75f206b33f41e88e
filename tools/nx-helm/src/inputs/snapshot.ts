import type { ChangeKind } from './change.ts';
import { compareText } from '../compare-text.ts';

/**
 * Whether a render at both states already shows what a change does. Where only the chart reads an
 * input, comparing manifests is exact; anything else goes through a build first.
 */
export type Scope = 'build' | 'render';

/** Inputs that belong together when a person asks why: a project, a chart, all packages. */
export interface InputGroup {
  readonly kind: ChangeKind;
  readonly name: string;
  readonly scope: Scope;
  /** What each input is to the hash or version it had; the first word of a key says which sort. */
  readonly entries: Readonly<Record<string, string>>;
}

/** Everything that decides a release's manifests and images, without its contents. */
export interface InputSnapshot {
  readonly version: 1;
  readonly release: string;
  readonly groups: readonly InputGroup[];
  /** Packages that somebody chose; the others came with one of these. */
  readonly directPackages: readonly string[];
}

/** Keys of entries: a sort, then what it is the hash or version of. */
export const sorts = {
  file: 'file',
  npm: 'npm',
  python: 'python',
  value: 'value',
  target: 'target',
  configuration: 'configuration',
  runtime: 'runtime',
  environment: 'environment',
} as const;

export type Sort = (typeof sorts)[keyof typeof sorts];

export function entryKey(sort: Sort, name: string): string {
  return `${sort} ${name}`;
}

export function partsOfKey(key: string): { readonly sort: string; readonly name: string } {
  const space = key.indexOf(' ');
  return { sort: key.slice(0, space), name: key.slice(space + 1) };
}

/** Collects entries into their groups. */
export class GroupBuilder {
  readonly #groups = new Map<string, InputGroup & { readonly entries: Record<string, string> }>();

  add(place: Omit<InputGroup, 'entries'>, key: string, value: string): void {
    const { kind, name, scope } = place;
    const id = `${kind}\0${name}\0${scope}`;
    const group = this.#groups.get(id) ?? { kind, name, scope, entries: {} };
    group.entries[key] = value;
    this.#groups.set(id, group);
  }

  /** Sorted, so that equal inputs make equal records, in whatever order they were found. */
  groups(): InputGroup[] {
    return [...this.#groups]
      .toSorted(([one], [other]) => compareText(one, other))
      .map(([, group]) => ({ ...group, entries: sortedEntries(group.entries) }));
  }
}

function sortedEntries(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).toSorted(([one], [other]) => compareText(one, other)),
  );
}
