/** Phrases that can be read in more than one manner, and which of them the person chose. */
import type { Context } from './context.ts';

const SUNDAY = 6;

/** The context, and those in which a person of other habits would mean other days. */
function* contexts(context: Context): Generator<Context> {
  yield context;
  yield { ...context, dayFirst: !context.dayFirst };
  const isNearest = context.nextWeekday === 'nearest';
  yield { ...context, nextWeekday: isNearest ? 'nextWeek' : 'nearest' };
  yield { ...context, weekStart: context.weekStart === 0 ? SUNDAY : 0 };
}

/** Reads in every manner; each reading once, and that of the context first. */
export function readings<Reading extends number | string>(
  context: Context,
  read: (context: Context) => Reading | undefined,
): Reading[] {
  const found: Reading[] = [];
  for (const each of contexts(context)) {
    const reading = read(each);
    if (reading === undefined && found.length === 0) return found;
    if (reading !== undefined && !found.includes(reading)) found.push(reading);
  }
  return found;
}

/** Takes the reading that the person chose for these words, and the others. */
export function chosen<Reading>(
  context: Context,
  words: string,
  found: readonly [Reading, ...Reading[]],
): readonly [reading: Reading, others: readonly Reading[]] {
  const number = context.chosen.get(words) ?? 0;
  const reading = found[number];
  const [first, ...rest] = found;
  if (reading === undefined) return [first, rest];
  return [reading, [...found.slice(0, number), ...found.slice(number + 1)]];
}
