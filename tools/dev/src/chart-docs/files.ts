import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { chartFolders, readChart } from './chart.ts';
import { describeValues } from './described.ts';
import { schemaOfChart } from './schema.ts';
import { withTable } from './table.ts';

const typesSchema = z.object({
  definitions: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** The files that the values of all charts make, by path from the root of the workspace. */
export async function chartDocs(root: string): Promise<ReadonlyMap<string, string>> {
  const typesFile = join(root, 'infra/charts/types.schema.json');
  const { definitions: types } = typesSchema.parse(JSON.parse(readFileSync(typesFile, 'utf8')));
  const files = new Map<string, string>();
  for (const folder of chartFolders(root)) {
    const chart = readChart(root, folder);
    const values = describeValues(chart);
    const readme = `${folder}/README.md`;
    const text = withTable(readFileSync(join(root, readme), 'utf8'), readme, values, types);
    files.set(readme, await formatted(root, readme, text));
    if (chart.isLibrary) continue;
    const schema = schemaOfChart(values, chart.dependencies, types);
    const file = `${folder}/values.schema.json`;
    files.set(file, await formatted(root, file, JSON.stringify(schema)));
  }
  return files;
}

async function formatted(root: string, file: string, text: string): Promise<string> {
  const filepath = join(root, file);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
