import type { PlainObject } from '../plain-object.ts';

export type Values = PlainObject;

/** `postgres.image` becomes `{ postgres: { image: … } }`. */
export function nestedValues(dottedKey: string, value: unknown): Values {
  const [first = '', ...rest] = dottedKey.split('.');
  return { [first]: rest.length === 0 ? value : nestedValues(rest.join('.'), value) };
}
