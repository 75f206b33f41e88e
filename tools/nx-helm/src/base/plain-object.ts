import { compareText } from './text.ts';

/** What a mapping of YAML or JSON becomes. */
export interface PlainObject {
  readonly [key: string]: unknown;
}

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Mappings key by key, as Helm merges its value files, and anything else as a whole; the later wins. */
export function mergePlainObjects(...all: readonly PlainObject[]): PlainObject {
  return all.reduce<PlainObject>((merged, one) => mergeTwo(merged, one), {});
}

function mergeTwo(base: PlainObject, overlay: PlainObject): PlainObject {
  // A map, because assigning the key `__proto__` of an object would be another thing.
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(overlay)) {
    const before = merged.get(key);
    const isBoth = isPlainObject(before) && isPlainObject(value);
    merged.set(key, isBoth ? mergeTwo(before, value) : value);
  }
  return Object.fromEntries(merged);
}

export type Values = PlainObject;

/** `postgres.image` becomes `{ postgres: { image: … } }`. */
export function nestedValues(dottedKey: string, value: unknown): Values {
  const [first = '', ...rest] = dottedKey.split('.');
  return { [first]: rest.length === 0 ? value : nestedValues(rest.join('.'), value) };
}

/** JSON in which the order of keys does not count, without what is undefined. */
export function sortedJson(value: unknown): string {
  const json = JSON.stringify(value, (_key, inner: unknown) =>
    isPlainObject(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => compareText(a, b)))
      : inner,
  ) as string | undefined;
  return json ?? 'undefined';
}
