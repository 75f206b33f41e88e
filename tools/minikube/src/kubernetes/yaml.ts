/** The part of YAML that kubeconfig files are written in: blocks of mappings, lists and scalars. */
export type Yaml = string | YamlMap | Yaml[] | null;
export interface YamlMap {
  [key: string]: Yaml;
}

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** A parser for all of YAML costs more time to load than the whole check of a running cluster has. */
export function parseYaml(source: string): Yaml {
  const trimmed = source.trimStart();
  if (trimmed.startsWith('{')) return JSON.parse(trimmed) as Yaml;
  const lines = source
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*#/.test(line) && line.trim() !== '---')
    .map((line) => ({ indent: line.length - line.trimStart().length, text: line.trim() }));
  return parseBlock(lines, { next: 0 });
}

interface Cursor {
  next: number;
}

const KEY = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s'"#][^:]*?):(?:\s+(.*))?$/;

function parseBlock(lines: Line[], cursor: Cursor): Yaml {
  const first = lines[cursor.next];
  if (first === undefined) return null;
  return first.text === '-' || first.text.startsWith('- ')
    ? parseList(lines, cursor, first.indent)
    : parseMap(lines, cursor, first.indent);
}

function parseList(lines: Line[], cursor: Cursor, indent: number): Yaml[] {
  const items: Yaml[] = [];
  for (let line = lines[cursor.next]; line !== undefined; line = lines[cursor.next]) {
    const marker = /^-(\s+|$)/.exec(line.text);
    if (line.indent !== indent || marker === null) break;
    const rest = line.text.slice(marker[0].length);
    if (rest === '' || KEY.test(rest)) {
      // The item is a block that begins behind the dash.
      if (rest === '') cursor.next += 1;
      else lines[cursor.next] = { indent: indent + marker[0].length, text: rest };
      items.push(parseBlock(lines, cursor));
    } else {
      cursor.next += 1;
      items.push(scalar(rest));
    }
  }
  return items;
}

function parseMap(lines: Line[], cursor: Cursor, indent: number): YamlMap {
  const map: YamlMap = {};
  for (let line = lines[cursor.next]; line?.indent === indent; line = lines[cursor.next]) {
    const match = KEY.exec(line.text);
    if (match === null) break;
    cursor.next += 1;
    const key = String(scalar(match[1] ?? ''));
    map[key] = match[2] === undefined ? parseNested(lines, cursor, indent) : scalar(match[2]);
  }
  return map;
}

/** What stands below a key; a list may begin in the same column as its key. */
function parseNested(lines: Line[], cursor: Cursor, indent: number): Yaml {
  const line = lines[cursor.next];
  if (line === undefined || line.indent < indent) return null;
  if (line.indent === indent && !/^-(\s|$)/.test(line.text)) return null;
  return parseBlock(lines, cursor);
}

function scalar(text: string): Yaml {
  if (text.startsWith('"')) return JSON.parse(text.slice(0, text.lastIndexOf('"') + 1)) as string;
  if (text.startsWith("'")) return text.slice(1, text.lastIndexOf("'")).replaceAll("''", "'");
  const bare = text.replace(/\s+#.*$/, '');
  if (bare === '{}') return {};
  if (bare === '[]') return [];
  return bare === 'null' || bare === '~' ? null : bare;
}
