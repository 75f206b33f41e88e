'use client';

import { useMemo, useState } from 'react';

import { showView } from '../views/use-view.ts';
import type { CalendarView } from '../views/view.ts';
import { dayAfter } from '../words/day-text.ts';
import { addMonths, isSameMonth, monthsBetween, weekOf, weeksOfMonth, type Day } from './days.ts';

const daysInAWeek = 7;

/** Which days the calendar shows, the one of them that keys begin at, and how others are shown. */
export function useShownDays(
  view: CalendarView,
  today: Day,
  { weekStart, narrow }: { weekStart: number; narrow: boolean },
) {
  const { by } = view;
  const on = view.on ?? today;
  const [current, setCurrent] = useState(on);
  const [shown, setShown] = useState(view);
  if (shown !== view) {
    setShown(view);
    setCurrent(on);
  }
  const weeks = useMemo(
    () => (by === 'week' ? [weekOf(on, weekStart)] : weeksOfMonth(on, weekStart)),
    [by, on, weekStart],
  );
  // A list of days has no room for those of the months beside, which whole weeks of a grid have.
  const days = useMemo(
    () => weeks.flat().filter((day) => by === 'week' || !narrow || isSameMonth(day, on)),
    [weeks, by, narrow, on],
  );

  /** Goes to a day. Month by month is no step of the browser's Back, which leads to where one came from. */
  function goTo(day: Day): void {
    const isHere = days.includes(day) && (by === 'week' || isSameMonth(day, on));
    if (isHere) setCurrent(day);
    else showView({ ...view, on: day }, { replaces: true });
  }

  return {
    on,
    /** As a grid has them. */
    weeks,
    /** Each that is shown. */
    days,
    current,
    /** The day is shown already. */
    choose: setCurrent,
    goTo,
    /** The same day of the month or the week before or after the one that is shown, whichever the chosen day is of. */
    beside: (step: -1 | 1): Day =>
      by === 'week'
        ? dayAfter(current, step * daysInAWeek)
        : addMonths(current, step - monthsBetween(on, current)),
    showBy: (next: CalendarView['by']) =>
      showView({ ...view, by: next, on: current }, { replaces: true }),
  };
}

export type ShownDays = ReturnType<typeof useShownDays>;
