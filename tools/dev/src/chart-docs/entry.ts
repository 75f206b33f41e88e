import { UserError } from '@taskora/base/errors';
import type { Pair, ParsedNode, YAMLMap } from 'yaml';
import { isMap, isScalar, parse, parseDocument } from 'yaml';
import { z } from 'zod';

/** Keywords of JSON Schema, as `@schema` holds them; `required: true` is moved to the parent. */
export type Keywords = Readonly<Record<string, unknown>>;

/** A key of a values file, with what the comment above it says. */
export interface Entry {
  /** From the root of the values, such as `service.nodePort`. */
  readonly path: string;
  readonly file: string;
  readonly meaning: string;
  readonly keywords: Keywords;
  readonly value: unknown;
  readonly children: Entries;
}

export type Entries = ReadonlyMap<string, Entry>;

const keywordsSchema = z.record(z.string(), z.unknown());

/** The documented keys of a values file, or of the mapping at `section` in it. */
export function readEntries(text: string, file: string, section: readonly string[] = []): Entries {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined)
    throw new UserError('VALUES_INVALID', `${file}: ${error.message}`, fixOf(file));
  const node = section.length === 0 ? document.contents : document.getIn(section, true);
  if (!isMap<ParsedNode>(node)) {
    const where = section.length === 0 ? file : `${section.join('.')} in ${file}`;
    throw new UserError('VALUES_INVALID', `${where} is no mapping`, fixOf(file));
  }
  const lines = text.split('\n');
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  return entriesOf(node, '');

  function entriesOf(map: YAMLMap<ParsedNode>, parent: string): Entries {
    return new Map(
      map.items.map((pair) => [keyOf(pair), entryOf(pair, parent, map.flow === true)]),
    );
  }

  function entryOf(pair: Pair<ParsedNode>, parent: string, isInline: boolean): Entry {
    const path = parent === '' ? keyOf(pair) : `${parent}.${keyOf(pair)}`;
    const comment = isInline ? [] : commentAbove(lines, lineOf(pair.key.range[0]));
    const { meaning, keywords } = readComment(comment, path, file);
    const value = pair.value as ParsedNode | null;
    const hasOwnLines = isMap<ParsedNode>(value) && value.flow !== true;
    const children = hasOwnLines ? entriesOf(value, path) : new Map<string, Entry>();
    return { path, file, meaning, keywords, value: value?.toJS(document), children };
  }
}

/** The comment lines that end right above a line, without their `# `. */
function commentAbove(lines: readonly string[], line: number): string[] {
  const above = lines.slice(0, line);
  const first = above.findLastIndex((text) => !/^\s*#/.test(text)) + 1;
  return above.slice(first).map((text) => text.replace(/^\s*# ?/, ''));
}

/** Text up to `@schema` is the meaning, what follows are keywords of JSON Schema in YAML. */
function readComment(
  lines: readonly string[],
  path: string,
  file: string,
): Pick<Entry, 'meaning' | 'keywords'> {
  const [text = '', ...schema] = lines.join('\n').split(/^@schema\b/m);
  const meaning = text.replaceAll(/\s+/g, ' ').trim();
  if (schema.length === 0) return { meaning, keywords: {} };
  const keywords = keywordsSchema.safeParse(parsed(schema.join('\n')));
  if (keywords.success) return { meaning, keywords: keywords.data };
  const what = `what follows @schema above ${path} in ${file} is no mapping in YAML`;
  throw new UserError('VALUES_INVALID', what, fixOf(file));
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function keyOf({ key }: Pair<ParsedNode>): string {
  return isScalar(key) ? String(key.value) : String(key);
}

export const fixOf = (file: string): string => `correct ${file}, then npx nx run dev:chart-docs`;
