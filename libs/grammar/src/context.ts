/** What a line is read with: when it is typed, and what its words mean to the person. */
import { dayOf, type Day } from './days.ts';

export type NextWeekday = 'nextWeek' | 'nearest';

/** As callers write it; docs/grammar.md describes the fields. */
export interface WrittenContext {
  /** The local date and time, as in 2026-11-28T09:30. */
  readonly now: string;
  readonly dayFirst?: boolean | null;
  readonly weekStart?: number;
  readonly nextWeekday?: NextWeekday;
  readonly dismissed?: readonly (readonly [start: number, end: number])[];
  readonly chosen?: Readonly<Record<string, number>> | null;
  readonly only?: readonly string[] | null;
}

/** The local date and time at which a line is typed, and how the person means its words. */
export interface Context {
  readonly today: Day;
  /** Minutes since midnight. */
  readonly clock: number;
  /** What 5/12 is; null where nobody said. */
  readonly dayFirst: boolean | null;
  /** 0 for Monday. */
  readonly weekStart: number;
  /** Whether "next friday" is in the next week or the next one that comes. */
  readonly nextWeekday: NextWeekday;
  /** Parts of the line that the person said are no date. */
  readonly dismissed: readonly (readonly [start: number, end: number])[];
  /** For the folded words of a claim, the number of the reading that the person prefers. */
  readonly chosen: ReadonlyMap<string, number>;
  /** The kinds of claims that are wanted; null is all. */
  readonly only: ReadonlySet<string> | null;
  /** Whether days that are over count as well. */
  readonly past: boolean;
}

const NOW = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/;

/** @throws RangeError where `now` is no date and time */
export function readContext(written: WrittenContext): Context {
  const match = NOW.exec(written.now);
  if (match === null) throw new RangeError(`${written.now} is no date and time.`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return {
    today: dayOf(year, month, day),
    clock: hour * 60 + minute,
    dayFirst: written.dayFirst ?? null,
    weekStart: written.weekStart ?? 0,
    nextWeekday: written.nextWeekday ?? 'nextWeek',
    dismissed: written.dismissed ?? [],
    chosen: new Map(Object.entries(written.chosen ?? {})),
    only: written.only ? new Set(written.only) : null,
    past: false,
  };
}

/** Whether claims of a kind are wanted. */
export const wants = (context: Context, kind: string): boolean => context.only?.has(kind) ?? true;
