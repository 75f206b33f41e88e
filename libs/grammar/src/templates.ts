/** Fills the templates of rules: JSON in which `$2` is the value of the second item. */
import type { Json, JsonObject } from './json.ts';

/** Fills a template. `$sum`, `$product`, `$with` and `$list` are done; what is missing is left out. */
export function fill(template: Json, values: readonly Json[]): Json {
  if (typeof template === 'string') {
    return template.startsWith('$') ? (values[Number(template.slice(1)) - 1] ?? null) : template;
  }
  if (Array.isArray(template)) return fillEach(template, values);
  if (template === null || typeof template !== 'object') return template;
  return fillObject(template as JsonObject, values);
}

function fillEach(templates: Json | undefined, values: readonly Json[]): Json[] {
  return (templates as readonly Json[]).map((each) => fill(each, values));
}

function fillObject(template: JsonObject, values: readonly Json[]): Json {
  if ('$sum' in template) {
    return fillEach(template['$sum'], values).reduce((sum: number, each) => sum + Number(each), 0);
  }
  if ('$product' in template) {
    return fillEach(template['$product'], values).reduce(
      (product: number, each) => product * Number(each),
      1,
    );
  }
  const filled: Record<string, Json> = {};
  if ('$with' in template) return Object.assign(filled, ...fillEach(template['$with'], values));
  if ('$list' in template) {
    // One list of values and of lists.
    return fillEach(template['$list'], values).flatMap((each) => (each === null ? [] : each));
  }
  for (const name of Object.keys(template)) {
    const value = fill(template[name] ?? null, values);
    if (value !== null) filled[name] = value;
  }
  return filled;
}
