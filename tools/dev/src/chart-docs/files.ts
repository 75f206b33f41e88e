import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { chartFolders, readChart } from './chart.ts';
import {
  CONTRACT,
  CONTRACT_KEYS,
  contractOf,
  keysOf,
  settingsOf,
  wholeChart,
  withKeys,
} from './contract.ts';
import { describeValues } from './described.ts';
import type { Schema } from './schema.ts';
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
  const schemas = new Map<string, Schema>();
  const settings = new Map<string, readonly string[]>();
  let parts: readonly string[] = [];
  for (const folder of chartFolders(root)) {
    const chart = readChart(root, folder);
    const values = describeValues(chart);
    const readme = `${folder}/README.md`;
    const text = withTable(readFileSync(join(root, readme), 'utf8'), readme, values, types);
    files.set(readme, await formatted(root, readme, text));
    if (chart.isLibrary) continue;
    const schema = schemaOfChart(values, chart.dependencies, types);
    const file = `${folder}/values.schema.json`;
    schemas.set(chart.name, schema);
    if (folder === wholeChart) parts = chart.dependencies;
    settings.set(chart.name, settingsOf(chart.name, values));
    files.set(file, await formatted(root, file, JSON.stringify(schema)));
  }
  for (const [file, text] of contractFiles(root, parts, schemas, settings)) {
    files.set(file, await formatted(root, file, text));
  }
  return files;
}

/** The contract about values of the whole chart, where the workspace has one. */
function contractFiles(
  root: string,
  parts: readonly string[],
  schemas: ReadonlyMap<string, Schema>,
  settings: ReadonlyMap<string, readonly string[]>,
): [string, string][] {
  const whole = schemas.get(basename(wholeChart));
  if (whole === undefined) return [];
  // A chart that is no part of the whole takes no values of its file.
  const isPart = ([name]: readonly [string, unknown]): boolean => parts.includes(name);
  const contract = contractOf(whole, new Map([...schemas].filter(isPart)));
  const own = [...settings].filter(isPart).flatMap(([, names]) => names);
  const path = join(root, CONTRACT_KEYS);
  const list = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return [
    [CONTRACT, JSON.stringify(contract)],
    [CONTRACT_KEYS, withKeys(list, [...keysOf(contract), ...own])],
  ];
}

async function formatted(root: string, file: string, text: string): Promise<string> {
  const filepath = join(root, file);
  if (file.endsWith('.txt')) return text;
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
