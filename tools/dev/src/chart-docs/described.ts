import type { Chart } from './chart.ts';
import type { Entries, Entry } from './entry.ts';

/** A key as a chart sees it: what the library says of it, and what the chart itself sets. */
export interface Described extends Omit<Entry, 'children'> {
  /** What stands in the schema, the same in each chart that imports the key. */
  readonly description: string;
  /** Whether the chart's own values name it. */
  readonly isOwn: boolean;
  readonly children: ReadonlyMap<string, Described>;
}

/** All keys of a chart's values, the imported ones first. */
export const describeValues = ({ imported, own }: Chart): ReadonlyMap<string, Described> =>
  describe(imported, own);

function describe(imported: Entries, own: Entries): ReadonlyMap<string, Described> {
  const names = new Set([...imported.keys(), ...own.keys()]);
  return new Map(
    [...names].map((name) => [name, described(imported.get(name), own.get(name))] as const),
  );
}

function described(imported: Entry | undefined, own: Entry | undefined): Described {
  const entry = own ?? imported;
  if (entry === undefined) throw new TypeError('a name is of one of the two');
  return {
    ...entry,
    meaning: [own?.meaning, imported?.meaning].find((text) => text) ?? '',
    description: (imported ?? entry).meaning,
    keywords: { ...imported?.keywords, ...own?.keywords },
    isOwn: own !== undefined,
    children: describe(imported?.children ?? new Map(), own?.children ?? new Map()),
  };
}
