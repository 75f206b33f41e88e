import type { EntryChange } from './compare-snapshots.ts';

/** What changed in one group, in words; a file that only moved is told once. */
export function detailsOf(entries: readonly EntryChange[]): string[] {
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
export function versionStep({ name, before, after }: EntryChange): string {
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
