import type { ReadingSettingsChanges } from '@taskora/api-client';
import type { NextWeekday, WrittenContext } from '@taskora/grammar';

import type { Chip } from './chips.ts';
import type { Grammar, LineReading } from './line-reading.ts';

const sunday = 6;

interface Habit {
  dayFirst?: boolean;
  nextWeekday?: NextWeekday;
  weekStart?: number;
}

/** What a person of another habit would have meant, in the order in which the engine asks for it. */
function habits(context: WrittenContext): Habit[] {
  return [
    { dayFirst: !context.dayFirst },
    { nextWeekday: context.nextWeekday === 'nearest' ? 'nextWeek' : 'nearest' },
    { weekStart: context.weekStart === 0 ? sunday : 0 },
  ];
}

/** Which of the other readings of a chip was taken, by its place among them. */
export interface Chosen {
  readonly reading: LineReading;
  readonly chip: Chip;
  readonly place: number;
}

/**
 * What to remember of a person who took the other reading of a phrase. Where a habit is behind it, such as
 * the order of day and month, it is the habit: then 11/10 is read like 10/11. Else it is this phrase alone.
 */
export function choiceOf(
  grammar: Grammar,
  { reading: { line, context }, chip, place }: Chosen,
): ReadingSettingsChanges {
  const wanted = JSON.stringify(chip.others[place]?.value);
  for (const habit of habits(context)) {
    const { claims } = grammar.parse(line, { ...context, ...habit });
    const same = claims.find(
      (claim) => claim['start'] === chip.span[0] && claim['kind'] === chip.kind,
    );
    if (same && JSON.stringify(same['reading']) === wanted) return habit;
  }
  const phrase = grammar.keyOf(chip.phrase);
  const number = context.chosen?.[phrase] ?? 0;
  // The reading that counts now is not among the others.
  const taken = number <= chip.others.length ? number : 0;
  return { chosen: { [phrase]: place < taken ? place : place + 1 } };
}
