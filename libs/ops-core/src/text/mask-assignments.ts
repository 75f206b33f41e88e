import { masked } from './mask-data.ts';
import { isHarmless, isSecretName } from './secret-name.ts';

const names = /[\w$.-]+/g;
const separator = /\\*["'`]?\]?\s{0,8}(?:=>|:=|==?|:(?!\/\/))\s{0,8}/y;
/** As Node lists raw headers. */
const listSeparator = /\\*["']\s{0,3},\s{0,3}(?=\\*["'])/y;
const optionSeparator = /\s{1,3}(?=[^\s-])/y;

const header = /(?:^|[^a-z])(?:authorization|cookie|x-api-key)$/i;
/** An object that is called so, and no field: `volume "token": secret "x" not found`. */
const objectBefore =
  /\b(?:chart|configmap|container|deployment|job|mount|pod|release|secret|service|serviceaccount|statefulset|volume)s?\s["']$/i;

/** `name=value`, `name: value`, `"name": "value"`, `--name value`, where the name is that of a secret. */
export function maskAssignments(line: string): string {
  let result = '';
  let done = 0;
  names.lastIndex = 0;
  for (let found = names.exec(line); found !== null; found = names.exec(line)) {
    const [name] = found;
    const value = isSecretName(name) ? valueAfter(line, found.index, names.lastIndex) : undefined;
    if (value === undefined) continue;
    if (!isHarmless(name, value.inner)) {
      result += `${line.slice(done, value.begin)}${value.quote}${masked}${value.quote}`;
      done = value.end;
    }
    names.lastIndex = value.end;
  }
  return `${result}${line.slice(done)}`;
}

interface Value {
  readonly begin: number;
  readonly end: number;
  readonly quote: string;
  readonly inner: string;
}

function valueAfter(line: string, start: number, end: number): Value | undefined {
  const name = line.slice(start, end);
  if (/["']/.test(line[end] ?? '') && objectBefore.test(line.slice(Math.max(0, start - 40), start)))
    return undefined;
  const isHeader = header.test(name);
  const at =
    matchAt(separator, line, end) ?? (isHeader ? matchAt(listSeparator, line, end) : undefined);
  if (at !== undefined)
    return valueAt(line, at, { isHeader, isQuery: /[?&]/.test(line[start - 1] ?? '') });
  const option = name.startsWith('-') ? matchAt(optionSeparator, line, end) : undefined;
  return option === undefined
    ? undefined
    : (quotedAt(line, option) ?? valueTo(line, option, indexOf(/\s/g, line, option)));
}

function matchAt(pattern: RegExp, line: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex : undefined;
}

function indexOf(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(line)?.index ?? line.length;
}

const valueTo = (line: string, begin: number, end: number): Value => ({
  begin,
  end,
  quote: '',
  inner: line.slice(begin, end),
});

/** Where a bare value ends: before the next name, or where the quotes around the whole end. */
const afterBare =
  /[\s,;&]["']?[\w.-]{1,60}["']?=(?=[^=\s])|[,;]\s?\\*["']?[\w.-]{1,60}\\*["']?:\s|\\*["'](?=[\s,}\]):;]|$)/g;

/** It ends the value, whatever a sentence goes on with. */
const truthValue = /(?:true|false|null|nil|none)(?=[\s,)])/iy;

interface Kind {
  readonly isHeader: boolean;
  readonly isQuery: boolean;
}

function valueAt(line: string, at: number, { isHeader, isQuery }: Kind): Value | undefined {
  if (at >= line.length) return undefined;
  if (line.startsWith(masked, at)) return valueTo(line, at, at + masked.length);
  const quoted = quotedAt(line, at);
  if (quoted !== undefined) return quoted;
  const stated = matchAt(truthValue, line, at);
  if (stated !== undefined) return valueTo(line, at, stated);
  if (isQuery) return valueTo(line, at, indexOf(/[\s&"']/g, line, at));
  if (isHeader) return valueTo(line, at, line.length);
  if (/[[{]/.test(line[at] ?? '')) return valueTo(line, at, closing(line, at));
  return valueTo(line, at, indexOf(afterBare, line, at));
}

const inQuotes = /"((?:\\.|[^"\\])*)(?:"|$)|'((?:\\.|[^'\\])*)(?:'|$)|`([^`]*)(?:`|$)/y;

/** Quotes may be open where a line was cut off, and have backslashes before them within a quoted text. */
function quotedAt(line: string, at: number): Value | undefined {
  const [escaped] = /^\\+["']/.exec(line.slice(at, at + 64)) ?? [];
  if (escaped !== undefined) {
    const next = line.indexOf(escaped, at + escaped.length);
    const inner = line.slice(at + escaped.length, next === -1 ? line.length : next);
    return {
      begin: at,
      end: next === -1 ? line.length : next + escaped.length,
      quote: escaped,
      inner,
    };
  }
  inQuotes.lastIndex = at;
  const found = inQuotes.exec(line);
  if (found === null) return undefined;
  const [all, double, single, back] = found;
  const after = at + all.length;
  return {
    begin: at,
    // A shell joins what follows at once.
    end: /["'\w$]/.test(line[after] ?? '') ? indexOf(/[\s,}\])]/g, line, after) : after,
    quote: all[0] ?? '',
    inner: double ?? single ?? back ?? '',
  };
}

/** After the bracket that closes this one, or the end of the line. */
function closing(line: string, at: number): number {
  let depth = 0;
  for (let index = at; index < line.length; index += 1) {
    if (/[[{]/.test(line[index] ?? '')) depth += 1;
    else if (/[\]}]/.test(line[index] ?? '')) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return line.length;
}
