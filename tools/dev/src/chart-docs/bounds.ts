import type { Schema } from './schema.ts';

/** What a bound allows the more of: of small numbers, of large ones, or of neither. */
const directions = {
  minimum: 1,
  exclusiveMinimum: 1,
  minLength: 1,
  minItems: 1,
  minProperties: 1,
  maximum: -1,
  exclusiveMaximum: -1,
  maxLength: -1,
  maxItems: -1,
  maxProperties: -1,
  pattern: 0,
} as const;

type Keyword = keyof typeof directions;
const keywords = Object.keys(directions) as Keyword[];

/** The bounds of one value, as `minimum 1` or `pattern ^[a-z]+$`. */
export const boundsIn = (schema: Schema): string[] =>
  keywords.flatMap((keyword) =>
    schema[keyword] === undefined ? [] : [`${keyword} ${String(schema[keyword])}`],
  );

interface Bound {
  readonly path: string;
  readonly keyword: Keyword;
  readonly value: string;
}

function boundOf(line: string): Bound | undefined {
  const [, path = '', keyword, value = ''] = /^(.+?): (\w+) (.*)$/.exec(line) ?? [];
  const known = keywords.find((each) => each === keyword);
  return known === undefined ? undefined : { path, keyword: known, value };
}

export const isBound = (line: string): boolean => boundOf(line) !== undefined;

export const pathOf = (line: string): string => line.split(': ', 1)[0] ?? '';

/**
 * The bounds that refuse what a version took: those of a promised value that are narrower than the
 * promised one, or of which there was none. A pattern other than the promised one counts as narrower.
 */
export function tightened(promised: readonly string[], present: readonly string[]): string[] {
  const paths = new Set(promised.map(pathOf));
  const before = promised.flatMap((line) => boundOf(line) ?? []);
  return present.filter((line) => {
    const bound = boundOf(line);
    if (bound === undefined || !paths.has(bound.path)) return false;
    return !before.some(
      ({ path, keyword, value }) =>
        path === bound.path && keyword === bound.keyword && takesAsMuch(bound, value),
    );
  });
}

function takesAsMuch({ keyword, value }: Bound, promised: string): boolean {
  const direction = directions[keyword];
  if (direction === 0) return value === promised;
  return direction * Number(value) <= direction * Number(promised);
}
