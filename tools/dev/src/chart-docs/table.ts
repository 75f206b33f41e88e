import { UserError } from '@taskora/base/errors';
import { stringify } from 'yaml';
import type { Described } from './described.ts';
import { withMarkedPart } from '../marked-part.ts';
import { marks } from './chart.ts';
import { fixOf } from './entry.ts';
import type { Schema, Types } from './schema.ts';
import { holdsNames, schemaOfEntry, typeNameOf } from './schema.ts';

/** A longer default would make the other columns unreadable. */
const longestDefault = 90;

/** A README with its table of values made anew; everything around it is written by hand. */
export function withTable(
  readme: string,
  file: string,
  values: ReadonlyMap<string, Described>,
  types: Types,
): string {
  const head = [row(['key', 'type', 'default', 'meaning']), row(['-', '-', '-', '-'])];
  const table = [...head, ...rowsOf(values, types)].join('\n');
  return withMarkedPart(readme, { file, marks }, `\n\n${table}\n\n`);
}

function rowsOf(values: ReadonlyMap<string, Described>, types: Types): string[] {
  return [...values.values()]
    .filter(({ isOwn }) => isOwn)
    .flatMap((entry) => {
      const schema = schemaOfEntry(entry);
      const isLeaf = entry.children.size === 0 || typeNameOf(schema) !== undefined;
      if (entry.meaning === '' && isLeaf) throw undocumented(entry);
      if (isLeaf) return [rowOf(entry, typeOf(schema, types), defaultOf(entry))];
      const own = entry.meaning === '' ? [] : [rowOf(entry, typeOf(schema, types), '')];
      const below = holdsNames(entry) ? namesOf(entry, types) : rowsOf(entry.children, types);
      return [...own, ...below];
    });
}

/** The names that a chart has chosen itself: variables, for instance. */
function namesOf(entry: Described, types: Types): string[] {
  const schema = entry.keywords['additionalProperties'] as Schema;
  return [...entry.children.values()].map((child) => {
    if (child.meaning === '') throw undocumented(child);
    return rowOf(child, typeOf(schema, types), defaultOf(child));
  });
}

function rowOf({ path, meaning }: Described, type: string, fallback: string): string {
  return row([`\`${path}\``, type, fallback, meaning]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '\\<')).join(' | ')} |`;
}

function typeOf(schema: Schema, types: Types): string {
  const { title, type, enum: choices, items, additionalProperties } = schema;
  const name = typeNameOf(schema);
  if (name !== undefined) return typeOf({ title: name, ...types[name] }, {});
  if (typeof title === 'string') return title;
  if (Array.isArray(choices)) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  if (isSchema(items)) return `list of ${typeOf(items, types)}`;
  if (isSchema(additionalProperties)) return `map of ${typeOf(additionalProperties, types)}`;
  return Array.isArray(type) ? type.join(' or ') : String(type);
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

function defaultOf({ value, keywords }: Described): string {
  if (value === null) return keywords['required'] === true ? 'none, required' : 'none';
  const text = stringify(value, {
    collectionStyle: 'flow',
    lineWidth: 0,
    singleQuote: true,
  }).trim();
  return text.length > longestDefault || text.includes('\n') ? 'see values.yaml' : `\`${text}\``;
}

function undocumented({ path, file }: Described): UserError {
  const what = `${path} in ${file} has no comment that says what it means`;
  return new UserError('VALUE_UNDOCUMENTED', what, fixOf(file));
}
