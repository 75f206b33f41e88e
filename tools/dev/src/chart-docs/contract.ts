import { z } from 'zod';
import { boundsIn, isBound, pathOf } from './bounds.ts';
import type { Described } from './described.ts';
import type { Schema } from './schema.ts';
import { holdsNames } from './schema.ts';

export const CONTRACT = 'docs/contracts/helm-values-schema.json';
export const CONTRACT_KEYS = 'docs/contracts/helm-values.txt';

/** The chart whose values files the contract is about. */
export const wholeChart = 'infra/charts/taskora';

const schemaSchema = z.looseObject({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  definitions: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

/**
 * What a values file of the whole chart may say, with the values of the charts in it: for editors, and
 * for whoever checks a file without Helm. Such a file says only what differs, so nothing has to be in
 * it; Helm itself checks it together with the defaults.
 */
export function contractOf(whole: Schema, charts: ReadonlyMap<string, Schema>): Schema {
  const root = schemaSchema.parse(whole);
  const parts = [...charts].map(([name, schema]) => [name, schemaSchema.parse(schema)] as const);
  const own = Object.entries(root.properties).filter(([name]) => name !== 'taskora-service');
  const ofCharts = parts.map(([name, { properties }]) => {
    const entries = Object.entries(properties).filter(
      // `global` is given once, for all of them.
      ([key]) => key !== 'global' && key !== 'taskora-service',
    );
    const object = {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(entries),
    };
    return [name, object] as const;
  });
  const definitions = Object.assign(
    {},
    root.definitions,
    ...parts.map(([, part]) => part.definitions),
  );
  const { properties, ...others } = partial({
    type: 'object',
    additionalProperties: false,
    properties: { ...Object.fromEntries(own), ...Object.fromEntries(ofCharts) },
    definitions,
  }) as { readonly properties: Schema; readonly definitions: Schema };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Made of the schemas of the charts by: npx nx run dev:chart-docs',
    title: 'Values of the whole chart of Taskora',
    ...others,
    properties,
  };
}

/**
 * The same schema for a part of an object. What a person writes whole keeps its required keys: the
 * entries of lists and of maps with names of one's own.
 */
function partial(schema: Schema): Schema {
  const entries = Object.entries(schema)
    .filter(([key]) => !['required', 'if', 'then'].includes(key))
    .map(([key, value]) => {
      if (key !== 'properties' && key !== 'definitions') return [key, value];
      const inner = Object.entries(value as Readonly<Record<string, Schema>>);
      return [key, Object.fromEntries(inner.map(([name, each]) => [name, partial(each)]))];
    });
  return Object.fromEntries(entries) as Schema;
}

/**
 * Every value that a file may set, each type or choice that it takes and each bound, as `api.replicas:
 * integer` and `api.replicas: minimum 1`: a choice more is a line more, and one that is taken away is a
 * line that the schema no longer has. `[]` is an entry of a list, and `*` one under a name of one's own.
 */
export function keysOf(contract: Schema): readonly string[] {
  const { properties, definitions } = schemaSchema.parse(contract);
  const visit = (path: string, schema: Schema): string[] => {
    const reference = /^#\/definitions\/(.+)$/.exec(String(schema['$ref'] ?? ''))?.[1];
    if (reference !== undefined && definitions[reference] !== undefined) {
      return visit(path, definitions[reference]);
    }
    const children = schema['properties'] as Readonly<Record<string, Schema>> | undefined;
    if (children !== undefined) {
      return Object.entries(children).flatMap(([name, child]) => visit(`${path}.${name}`, child));
    }
    const own = [...takes(schema), ...boundsIn(schema)].map((each) => `${path}: ${each}`);
    return [...own, ...entriesOf(schema).flatMap(([name, each]) => visit(`${path}${name}`, each))];
  };
  return Object.entries(properties).flatMap(([name, schema]) => visit(name, schema));
}

/** The schemas of what is in a list, or in a map with names of one's own. */
function entriesOf({
  items,
  additionalProperties,
}: Schema): readonly (readonly [string, Schema])[] {
  const entries = [
    ['[]', items],
    ['.*', additionalProperties],
  ] as const;
  return entries.flatMap(([name, schema]) =>
    typeof schema === 'object' && schema !== null ? [[name, schema as Schema] as const] : [],
  );
}

function takes({ enum: choices, type }: Schema): readonly string[] {
  // An empty choice is one, too; what takes several shapes says none of them here.
  const given = choices ?? type;
  if (given === undefined) return [];
  return [given].flat().map((each) => (each === '' ? "''" : String(each)));
}

/** The settings that a chart itself has in a map of names, as `api.env.LOG_LEVEL: string`. */
export const settingsOf = (chart: string, values: ReadonlyMap<string, Described>): string[] =>
  [...values.values()].flatMap((entry) =>
    holdsNames(entry)
      ? [...entry.children.values()].map(({ path }) => `${chart}.${path}: setting`)
      : settingsOf(chart, entry.children),
  );

/**
 * Nothing is ever taken out of the list by a program: what is gone has to be explained. Nor is a bound of
 * a value that is there already added: a version took what it refuses.
 */
export function withKeys(list: string, keys: readonly string[]): string {
  const promised = list.split('\n').filter(Boolean);
  const paths = new Set(promised.map(pathOf));
  const added = keys.filter((key) => !isBound(key) || !paths.has(pathOf(key)));
  return [...new Set([...promised, ...added])]
    .toSorted()
    .map((line) => `${line}\n`)
    .join('');
}
