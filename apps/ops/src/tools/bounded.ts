import { cleanAll } from '@taskora/ops-core';

interface Limits {
  readonly items: number;
  readonly characters: number;
}

/** A model reads all of an answer; the later limits are for what is still too large by the earlier ones. */
const steps: readonly Limits[] = [
  { items: 60, characters: 4000 },
  { items: 30, characters: 1000 },
  { items: 12, characters: 400 },
  { items: 4, characters: 200 },
  { items: 1, characters: 100 },
];
export const answerCharacters = 128 * 1024;

/** The same, masked, with the ends of long lists, objects and texts left out and counted. */
export function boundedAnswer(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  let answer: unknown;
  for (const limits of steps) {
    answer = cleanAll(bounded(data, limits.items), limits.characters);
    if (JSON.stringify(answer).length <= answerCharacters) break;
  }
  return answer as Record<string, unknown>;
}

function bounded(value: unknown, items: number): unknown {
  if (Array.isArray(value)) {
    const more = value.length - items;
    const shown = value.slice(0, items).map((one: unknown) => bounded(one, items));
    return more <= 0 ? shown : [...shown, `and ${more} more`];
  }
  if (typeof value !== 'object' || value === null) return value;
  const all = Object.entries(value);
  // An answer and its records have fewer fields than any limit but the last; a map may have more.
  const most = Math.max(items, fieldsLeast);
  const shown = all.slice(0, most).map(([key, one]) => [key, bounded(one, items)]);
  const more = all.length - most;
  return Object.fromEntries(more <= 0 ? shown : [...shown, ['more', `and ${more} more`]]);
}

const fieldsLeast = 30;
