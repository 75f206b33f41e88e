import { masked } from './mask-data.ts';
import { isDescribing, isHarmless, isSecretName } from './secret-name.ts';

/** It spans lines, and ends where the text does if its end was cut off. */
const privateKey =
  /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?)-----[\s\S]*?(?:-----END \1-----|$)/g;
const keyLine = /^(?:[A-Za-z0-9+/=]{0,100}|[A-Za-z-]{1,40}: .*)\s*$/;
const endOfKey = /-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/;

/** The time before each line of a log; then what leads a line of YAML, of JSON or of a comparison. */
const time = /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d) /;
const lead = /^[ \t+-]*/;
const field = /^(["']?)([\w.$/-]{1,200})\1\s?:(?:\s+(.*))?$/;

interface Line {
  readonly text: string;
  /** What stands before the field. */
  readonly prefix: string;
  readonly indent: number;
  readonly startsItem: boolean;
  readonly key: string | undefined;
  readonly value: string;
}

function parsed(text: string): Line {
  const [at = ''] = time.exec(text) ?? [];
  const [space = ''] = lead.exec(text.slice(at.length)) ?? [];
  const prefix = `${at}${space}`;
  const [, , key, value = ''] = field.exec(text.slice(prefix.length)) ?? [];
  return {
    text,
    prefix,
    indent: space.length,
    startsItem: /- $/.test(space),
    key,
    value: value.replace(/[,\s]+$/, ''),
  };
}

const bare = (value: string): string => value.replaceAll(/^["']|["']$/g, '');
/** Nothing, a block of YAML, or a bracket or quote that is still open: the value is on the lines below. */
const isOpen = (value: string): boolean =>
  /^(?:|[|>][-+0-9]{0,3}|[[{]|"(?:\\.|[^"\\])*|'[^']*)$/.test(value);

/** Masks what spans lines: keys, Secrets, variables of containers, and blocks below the name of a secret. */
export function maskBlocks(text: string): string {
  const lines = text.replaceAll(privateKey, `-----BEGIN $1----- ${masked}`).split('\n').map(parsed);
  const result = lines.map((line) => line.text);
  maskKeysWithoutBegin(lines, result);
  maskBelowNames(lines, result);
  maskVariables(lines, result);
  return result.join('\n');
}

/** The beginning of a key is cut off where only the end of a log was read. */
function maskKeysWithoutBegin(lines: readonly Line[], result: string[]): void {
  let from = 0;
  lines.forEach(({ text }, end) => {
    if (!endOfKey.test(text)) return;
    result[end] = masked;
    for (let at = end - 1; at >= from; at -= 1) {
      const { text: before, prefix } = lines[at] as Line;
      if (!keyLine.test(before.slice(prefix.length))) break;
      result[at] = masked;
    }
    from = end + 1;
  });
}

function maskBelowNames(lines: readonly Line[], result: string[]): void {
  const isSecretPart = partsWithSecret(lines);
  let below: { readonly indent: number; readonly all: boolean } | undefined;
  lines.forEach((line, index) => {
    const { text, prefix, indent, key, value } = line;
    if (below !== undefined && text.trim() !== '' && indent <= below.indent) below = undefined;
    if (below !== undefined) {
      result[index] = hidden(line, below.all);
      return;
    }
    if (key === undefined) return;
    const isData = isSecretPart(index) && /^(?:data|stringData)$/.test(key);
    if (!isData && !isSecretName(key)) return;
    if (isOpen(value)) below = { indent, all: isData };
    else if (isData && value !== '{}') result[index] = `${prefix}${key}: ${masked}`;
  });
}

/** What is below stays where it only names or describes the secret, as `secretName: ops` does. */
function hidden({ text, prefix, key, value }: Line, all: boolean): string {
  if (text.trim() === '' || /^[\]}],?$/.test(text.slice(prefix.length).trim())) return text;
  if (key === undefined) return `${prefix}${masked}`;
  const stays = isDescribing(key) || isHarmless(key, bare(value));
  return !all && stays ? text : `${prefix}${key}: ${masked}`;
}

/** Whether the part of the text between two `---` has a Secret in it. */
function partsWithSecret(lines: readonly Line[]): (index: number) => boolean {
  let part = 0;
  const withSecret = new Set<number>();
  const parts = lines.map(({ text, key, value }) => {
    if (/(?:^|\s)---\s*$/.test(text)) part += 1;
    if (key === 'kind' && bare(value) === 'Secret') withSecret.add(part);
    return part;
  });
  return (index) => withSecret.has(parts[index] ?? -1);
}

interface Item {
  readonly indent: number;
  isSecret: boolean;
  /** The line of its name. */
  named: number;
  /** Lines of values before the name. */
  readonly values: number[];
}

/** `name` and `value` of one item, in either order. */
function maskVariables(lines: readonly Line[], result: string[]): void {
  let item: Item | undefined;
  lines.forEach(({ indent, startsItem, key, value }, index) => {
    if (key === undefined) return;
    const isNamed = item?.named === index - 1 && item.isSecret && !startsItem;
    if (item === undefined || startsItem || (indent < item.indent && !isNamed)) {
      item = { indent, isSecret: false, named: -1, values: [] };
    }
    const isBelow = item.isSecret && item.named === index - 1 && /^value$/i.test(key);
    // A message may have lost its indentation; what follows the name at once belongs to it.
    if (indent !== item.indent && !isBelow) return;
    if (/^(?:name|key)$/i.test(key)) {
      item.isSecret = isSecretName(bare(value));
      item.named = index;
    }
    if (/^value$/i.test(key)) item.values.push(index);
    if (!item.isSecret) return;
    for (const at of item.values.splice(0)) maskValue(lines, result, at);
  });
}

function maskValue(lines: readonly Line[], result: string[], at: number): void {
  const { prefix, indent, key = '', value } = lines[at] as Line;
  if (isHarmless(key, bare(value)) && value !== '') return;
  result[at] = `${prefix}${key}: ${masked}`;
  if (!isOpen(value)) return;
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next] as Line;
    if (line.text.trim() !== '' && line.indent <= indent) return;
    result[next] = `${line.prefix}${masked}`;
  }
}
