import { UserError } from '@taskora/base/errors';
import type { Described } from './described.ts';
import { fixOf } from './entry.ts';

export type Schema = Readonly<Record<string, unknown>>;
export type Types = Readonly<Record<string, Schema>>;

const madeBy = 'Made from the comments of values.yaml by: npx nx run dev:chart-docs';

/** values.schema.json; Helm follows no reference to another file, so the types stand in it. */
export function schemaOfChart(
  values: ReadonlyMap<string, Described>,
  dependencies: readonly string[],
  types: Types,
): Schema {
  const ofDependencies = dependencies.map((name) => [
    name,
    { type: 'object', description: 'Where Helm keeps the values of the dependency.' },
  ]);
  const { properties, ...rest } = objectOf(values);
  const root = { ...rest, properties: { ...properties, ...Object.fromEntries(ofDependencies) } };
  const used = usedTypes(root, types);
  const definitions = Object.entries(types).filter(([name]) => used.has(name));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: madeBy,
    ...root,
    definitions: Object.fromEntries(definitions),
  };
}

/** Whether a key holds names that are chosen by who sets it, such as variables. */
export const holdsNames = ({ keywords }: Pick<Described, 'keywords'>): boolean =>
  typeof keywords['additionalProperties'] === 'object';

export function schemaOfEntry(entry: Described): Schema {
  const { required, ...keywords } = entry.keywords;
  const isOnParent = typeof required === 'boolean' || required === undefined;
  const own = isOnParent ? keywords : { ...keywords, required };
  const ignored = '$ref' in own ? Object.keys(own).filter((keyword) => keyword !== '$ref') : [];
  if (ignored.length > 0) {
    const what = `${entry.path} in ${entry.file} has ${ignored.join(', ')} beside $ref, where draft 7 ignores it`;
    throw new UserError('SCHEMA_IGNORED', what, fixOf(entry.file));
  }
  const description = entry.description === '' ? {} : { description: entry.description };
  return { ...description, ...inferred(entry, own), ...own };
}

function objectOf(values: ReadonlyMap<string, Described>) {
  const properties = [...values].map(([name, entry]) => [name, schemaOfEntry(entry)]);
  const required = [...values].filter(([, { keywords }]) => keywords['required'] === true);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(properties) as Record<string, Schema>,
    ...(required.length === 0 ? {} : { required: required.map(([name]) => name) }),
  };
}

/** What the default says of the values that are allowed, as far as `@schema` says nothing else. */
function inferred(entry: Described, keywords: Schema): Schema {
  if ('$ref' in keywords || 'enum' in keywords || 'type' in keywords) return {};
  const { value, children } = entry;
  if (holdsNames(entry)) return { type: 'object' };
  if (children.size > 0) return objectOf(children);
  if (Array.isArray(value) && 'items' in keywords) return { type: 'array' };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  if (typeof value === 'string' || typeof value === 'boolean') return { type: typeof value };
  const what = `the default of ${entry.path} in ${entry.file} does not say which values are allowed`;
  throw new UserError('VALUE_UNTYPED', what, `add @schema above it: ${fixOf(entry.file)}`);
}

const reference = /^#\/definitions\/(.+)$/;

export function typeNameOf(schema: Schema): string | undefined {
  const { $ref } = schema;
  return typeof $ref === 'string' ? reference.exec($ref)?.[1] : undefined;
}

/** Names of all types that a schema refers to, directly or through another type. */
function usedTypes(schema: Schema, types: Types, found = new Set<string>()): Set<string> {
  const name = typeNameOf(schema);
  if (name !== undefined && !found.has(name)) {
    const type = types[name];
    if (type === undefined) {
      const file = 'infra/charts/types.schema.json';
      throw new UserError('SCHEMA_UNKNOWN_TYPE', `${file} has no type ${name}`, fixOf(file));
    }
    usedTypes(type, types, found.add(name));
  }
  for (const part of Object.values(schema)) {
    if (typeof part === 'object' && part !== null) usedTypes(part as Schema, types, found);
  }
  return found;
}
