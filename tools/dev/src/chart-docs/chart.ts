import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Entries, Entry } from './entry.ts';
import { fixOf, readEntries } from './entry.ts';

/** Between these a README has the table of values. */
export const marks = ['<!-- values -->', '<!-- end of values -->'] as const;

const chartSchema = z.object({
  name: z.string(),
  type: z.enum(['application', 'library']).default('application'),
  dependencies: z
    .array(
      z.object({
        name: z.string(),
        repository: z.string().startsWith('file://'),
        'import-values': z.array(z.string()).default([]),
      }),
    )
    .default([]),
});

export interface Chart {
  readonly name: string;
  readonly folder: string;
  /** What its values.yaml documents; of a library chart what it exports. */
  readonly own: Entries;
  /** What it imports from library charts by `import-values`. */
  readonly imported: Entries;
  /** Names of the charts under which Helm keeps values of theirs; none for a library chart. */
  readonly dependencies: readonly string[];
  readonly isLibrary: boolean;
}

/** Folders of the charts whose README has a place for the table of values. */
export function chartFolders(root: string): string[] {
  return globSync(['apps/*/chart/Chart.yaml', 'infra/charts/*/Chart.yaml'], { cwd: root })
    .map(dirname)
    .filter((folder) => {
      const readme = join(root, folder, 'README.md');
      return existsSync(readme) && readFileSync(readme, 'utf8').includes(marks[0]);
    })
    .toSorted();
}

export function readChart(root: string, folder: string): Chart {
  const { name, type, dependencies } = readChartFile(root, folder);
  const isLibrary = type === 'library';
  const imported = dependencies.map((dependency) => {
    const library = join(folder, dependency.repository.replace('file://', ''));
    return readExports(root, library, dependency['import-values']);
  });
  return {
    name,
    folder,
    own: isLibrary
      ? readExports(root, folder)
      : readEntries(...textOf(root, `${folder}/values.yaml`)),
    imported: imported.reduce(union, new Map()),
    dependencies: dependencies.map(({ name }) => name),
    isLibrary,
  };
}

function readChartFile(root: string, folder: string): z.infer<typeof chartSchema> {
  const [text, file] = textOf(root, `${folder}/Chart.yaml`);
  const chart = chartSchema.safeParse(parse(text));
  if (chart.success) return chart.data;
  throw new UserError('CHART_INVALID', `${file}: ${z.prettifyError(chart.error)}`, fixOf(file));
}

/** What a library chart offers under `exports`: all of it, or the named parts. */
function readExports(root: string, folder: string, names?: readonly string[]): Entries {
  const [text, file] = textOf(root, `${folder}/values.yaml`);
  const parts = names ?? [...readEntries(text, file, ['exports']).keys()];
  return parts.map((part) => readEntries(text, file, ['exports', part])).reduce(union, new Map());
}

function union(some: Entries, others: Entries): Entries {
  return new Map<string, Entry>([...some, ...others]);
}

function textOf(root: string, file: string): [text: string, file: string] {
  return [readFileSync(join(root, file), 'utf8'), file];
}
