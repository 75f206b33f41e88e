import type { ChangeKind } from './change.ts';
import { compareText } from '../compare-text.ts';
import type { InputSnapshot, Scope } from './snapshot.ts';
import { partsOfKey } from './snapshot.ts';

/** One entry that is not the same before and after; a side that lacks it has no value. */
export interface EntryChange {
  readonly kind: ChangeKind;
  readonly group: string;
  readonly scope: Scope;
  readonly sort: string;
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

interface PlacedEntry {
  readonly kind: ChangeKind;
  readonly group: string;
  readonly scope: Scope;
  readonly value: string;
}

/**
 * An entry is the same thing wherever it stands: a file that becomes a part of another group, by a
 * new edge of the graph, did not change itself.
 */
export function changedEntries(before: InputSnapshot, after: InputSnapshot): EntryChange[] {
  const old = entriesOf(before);
  const present = entriesOf(after);
  return [...new Set([...old.keys(), ...present.keys()])].toSorted(compareText).flatMap((key) => {
    const one = old.get(key);
    const other = present.get(key);
    const place = other ?? one;
    if (place === undefined || one?.value === other?.value) return [];
    const { kind, group, scope } = place;
    return [
      {
        kind,
        group,
        // A build on either side has to be made, whichever side only rendered the input.
        scope: one?.scope === 'build' || other?.scope === 'build' ? 'build' : scope,
        ...partsOfKey(key),
        ...(one === undefined ? {} : { before: one.value }),
        ...(other === undefined ? {} : { after: other.value }),
      },
    ];
  });
}

function entriesOf({ groups }: InputSnapshot): Map<string, PlacedEntry> {
  return new Map(
    groups.flatMap(({ kind, name, scope, entries }) =>
      Object.entries(entries).map(
        ([key, value]) => [key, { kind, group: name, scope, value }] as const,
      ),
    ),
  );
}

/** Whether something changed that a build has to answer for; a render shows all else. */
export function needsBuild(before: InputSnapshot, after: InputSnapshot): boolean {
  return changedEntries(before, after).some(({ scope }) => scope === 'build');
}
