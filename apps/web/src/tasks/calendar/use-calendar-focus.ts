'use client';

import { useLayoutEffect, useRef, useState, type FocusEvent, type RefObject } from 'react';

import type { Day } from './days.ts';
import type { DayTask } from './tasks-by-day.ts';

/** Where the focus goes once the page shows it: to a task on its day, or to the day. */
interface Wanted {
  day: Day;
  id?: string;
}

const chipOf = (element: Element): HTMLElement | null =>
  element.closest<HTMLElement>('[data-chip]');

/**
 * Keeps the focus with a task that goes to another day, by a key or because that was undone or refused. Lost
 * to the page, it would leave the next Alt and arrow to the browser, which goes back by it.
 */
export function useCalendarFocus(
  room: RefObject<HTMLElement | null>,
  tasks: ReadonlyMap<Day, readonly DayTask[]>,
  current: Day,
) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const focused = useRef<HTMLElement | null>(null);
  /** The task that the focus of a day stands for, as the day has no room for it: it is behind "more". */
  const followed = useRef<string | null>(null);

  function focus({ day, id }: Wanted): void {
    const all = [...(room.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
    const chip = all.find((each) => each.dataset['chip'] === id);
    const cell = room.current?.querySelector<HTMLElement>(`[data-day="${day}"]`);
    (chip ?? cell)?.focus();
    followed.current = chip ? null : (id ?? null);
  }

  useLayoutEffect(() => {
    if (wanted) focus(wanted);
  }, [wanted]);

  useLayoutEffect(() => {
    const chip = focused.current;
    if (!chip || chip.isConnected || document.activeElement !== document.body) return;
    const id = chip.dataset['chip'];
    const on = [...tasks].find(([, each]) => each.some(({ task }) => task.id === id));
    focus({ day: on?.[0] ?? current, ...(id !== undefined && { id }) });
    if (!on) followed.current = null;
  });

  return {
    /** Focuses it as soon as the page shows it. */
    want: setWanted,
    followed,
    onFocus: ({ target }: FocusEvent) => {
      focused.current = chipOf(target);
    },
    onBlur: ({ target }: FocusEvent) => {
      followed.current = null;
      if (target.isConnected) focused.current = null;
    },
  };
}
