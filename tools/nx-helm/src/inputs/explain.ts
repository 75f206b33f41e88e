import type { Change } from './change.ts';
import { compareText } from '../compare-text.ts';
import { sortChanges } from './change.ts';
import type { EntryChange } from './compare-snapshots.ts';
import { changedEntries } from './compare-snapshots.ts';
import { detailsOf, versionStep } from './entry-details.ts';
import type { InputSnapshot } from './snapshot.ts';

/** Why a release is made from something else now, in the words of whoever edited it. */
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

/** Chosen packages are told one by one, and those that came with them together. */
function packageChanges(entries: readonly EntryChange[], direct: ReadonlySet<string>): Change[] {
  const isChosen = ({ sort, name }: EntryChange): boolean => isPython(sort) || direct.has(name);
  const chosen = entries.filter(isChosen);
  const brought = entries.filter((entry) => !isChosen(entry)).map(packageChange);
  // Two files may pin one package alike.
  const told = new Map(chosen.map((entry) => [versionStep(entry), packageChange(entry)]));
  const single = [...told.values()].toSorted((one, other) => compareText(one.name, other.name));
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
 * the configuration that is made from it. Only the first of each is told.
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
