const itemsMost = 60;
const charactersMost = 4000;

/** The same with the ends of long lists and texts left out: a model reads all of an answer. */
export function bounded(value: unknown): unknown {
  if (typeof value === 'string') {
    const more = value.length - charactersMost;
    return more <= 0 ? value : `${value.slice(0, charactersMost)}\n[${more} more characters]`;
  }
  if (Array.isArray(value)) {
    const more = value.length - itemsMost;
    const shown = value.slice(0, itemsMost).map(bounded);
    return more <= 0 ? shown : [...shown, `and ${more} more`];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bounded(one)]));
}
