export interface Values {
  readonly [key: string]: unknown;
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As Helm merges its value files: mappings key by key, anything else as a whole; the later wins. */
export function mergeValues(...all: readonly Values[]): Values {
  return all.reduce<Values>((merged, values) => mergeTwo(merged, values), {});
}

function mergeTwo(base: Values, overlay: Values): Values {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(overlay)) {
    const before = merged[key];
    merged[key] = isValues(before) && isValues(value) ? mergeTwo(before, value) : value;
  }
  return merged;
}

/** `postgres.image` becomes `{ postgres: { image: … } }`. */
export function nestedValues(dottedKey: string, value: unknown): Values {
  const [first = '', ...rest] = dottedKey.split('.');
  return { [first]: rest.length === 0 ? value : nestedValues(rest.join('.'), value) };
}
