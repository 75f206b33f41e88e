import { compareText } from '../base/text.ts';
import type { Change, ChangeKind } from '../release/record.ts';
import { sortChanges } from '../release/record.ts';
import type { InputSnapshot, Scope } from './snapshot.ts';
import { partsOfKey } from './snapshot.ts';

/** One entry that is not the same before and after; a side that lacks it has no value. */
interface EntryChange {
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
function changedEntries(before: InputSnapshot, after: InputSnapshot): EntryChange[] {
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

/** What changed in one group, as text; a file that only moved appears once. */
function detailsOf(entries: readonly EntryChange[]): string[] {
  const moves = movesOf(entries);
  const moved = new Set(moves.flat());
  return [
    ...moves.map(([from, to]) => `${from.name} -> ${to.name}`),
    ...entries.filter((entry) => !moved.has(entry)).map(detailOf),
  ].toSorted();
}

function detailOf(entry: EntryChange): string {
  const { sort, name, before, after } = entry;
  switch (sort) {
    case 'npm':
    case 'python':
      return versionStep(entry);
    case 'value':
      return (name.split('\t')[1] ?? name) + presence(before, after);
    case 'target':
      return `target ${name}${presence(before, after)}`;
    case 'configuration':
      return `configuration of ${name}${presence(before, after)}`;
    case 'runtime':
      return `output of ${name}`;
    case 'environment':
      return `variable ${name}`;
    default:
      return `${name}${presence(before, after)}`;
  }
}

function presence(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return ' (new)';
  return after === undefined ? ' (removed)' : '';
}

/** `next 16.4.5 -> 16.4.6`; the name of a Python package stands behind its file's. */
function versionStep({ name, before, after }: EntryChange): string {
  const packageName = name.split('\t').at(-1) ?? name;
  const [old] = before?.split(' ') ?? [];
  const [present] = after?.split(' ') ?? [];
  if (old === undefined) return `${packageName} ${present ?? ''} (new)`;
  if (present === undefined) return `${packageName} ${old} (removed)`;
  return old === present
    ? `${packageName} ${old} (other content)`
    : `${packageName} ${old} -> ${present}`;
}

/** Pairs of a file that is gone and a new one with the same content. */
function movesOf(entries: readonly EntryChange[]): [EntryChange, EntryChange][] {
  const files = entries.filter(({ sort }) => sort === 'file');
  const added = files.filter(({ before }) => before === undefined);
  return files
    .filter(({ after }) => after === undefined)
    .flatMap((gone) => {
      const index = added.findIndex(({ after }) => after === gone.before);
      const [arrived] = index < 0 ? [] : added.splice(index, 1);
      return arrived === undefined ? [] : [[gone, arrived] satisfies [EntryChange, EntryChange]];
    });
}

/** Why a release is made from something else now, in terms of what a developer edits. */
export function explainChanges(before: InputSnapshot, after: InputSnapshot): Change[] {
  const entries = withoutEchoes(changedEntries(before, after));
  const direct = new Set([...before.directPackages, ...after.directPackages]);
  const isPackage = ({ kind, sort }: EntryChange): boolean => kind === 'package' || isPython(sort);
  const packages = entries.filter(isPackage).filter(({ kind }) => kind !== 'base-image');
  const others = entries.filter((entry) => !packages.includes(entry));
  return sortChanges([...packageChanges(packages, direct), ...groupChanges(others)]);
}

function isPython(sort: string): boolean {
  return sort === 'python';
}

/** Direct dependencies appear one by one, transitive ones in one change. */
function packageChanges(entries: readonly EntryChange[], direct: ReadonlySet<string>): Change[] {
  const isChosen = ({ sort, name }: EntryChange): boolean => isPython(sort) || direct.has(name);
  const chosen = entries.filter(isChosen);
  const brought = entries.filter((entry) => !isChosen(entry)).map(packageChange);
  // Two files may pin one package alike.
  const changesByStep = new Map(chosen.map((entry) => [versionStep(entry), packageChange(entry)]));
  const single = [...changesByStep.values()].toSorted((one, other) =>
    compareText(one.name, other.name),
  );
  if (brought.length < 2) return [...single, ...brought];
  const details = brought.flatMap((change) => change.details);
  return [...single, { kind: 'package', name: `${brought.length} indirect packages`, details }];
}

function packageChange(entry: EntryChange): Change {
  const name = entry.name.split('\t').at(-1) ?? entry.name;
  return { kind: 'package', name, details: [versionStep(entry)] };
}

function groupChanges(entries: readonly EntryChange[]): Change[] {
  const groups = new Map<string, EntryChange[]>();
  for (const entry of entries) {
    const key = `${entry.kind}\0${entry.group}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()]
    .flatMap((members) => {
      const [first] = members;
      if (first === undefined) return [];
      return [{ kind: first.kind, name: first.group, details: detailsOf(members) }];
    })
    .toSorted((one, other) => compareText(one.name, other.name));
}

/**
 * A new version of a package also changes the file that names it, and an edit of project.json also
 * the configuration that is made from it. Only the first of each is kept.
 */
function withoutEchoes(entries: readonly EntryChange[]): EntryChange[] {
  const pythonFiles = new Set(
    entries.filter(({ sort }) => isPython(sort)).map(({ name }) => name.split('\t')[0] ?? ''),
  );
  const hasPackages = entries.some(({ sort }) => sort === 'npm');
  const editedProjects = new Set(
    entries.filter(({ name }) => name.endsWith('/project.json')).map(({ group }) => group),
  );
  const isEcho = ({ sort, name, group, before, after }: EntryChange): boolean => {
    if (sort === 'configuration') return editedProjects.has(group);
    if (sort !== 'file') return false;
    return pythonFiles.has(name) || (hasPackages && onlyPackagesDiffer(before, after));
  };
  return entries.filter((entry) => !isEcho(entry));
}

/** The second hash of a manifest leaves the packages out. */
function onlyPackagesDiffer(before = '', after = ''): boolean {
  const [, old] = before.split(' ');
  const [, present] = after.split(' ');
  return old !== undefined && old === present;
}
