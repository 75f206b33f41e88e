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
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(overlay)) {
    const before = merged[key];
    merged[key] = isPlainObject(before) && isPlainObject(value) ? mergeTwo(before, value) : value;
  }
  return merged;
}
