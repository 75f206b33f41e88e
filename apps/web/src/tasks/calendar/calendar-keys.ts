import type { KeyboardEvent } from 'react';

import { dayAfter } from '../words/day-text.ts';
import type { Day } from './days.ts';
import type { ShownDays } from './use-shown-days.ts';

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

/** What a key asks for; `task` is the id of one that stands in the calendar. */
export type CalendarKey =
  | { kind: 'move'; task: string; to: Day }
  | { kind: 'go'; day: Day }
  | { kind: 'open'; day: Day }
  | { kind: 'focus'; element: HTMLElement }
  /** Nothing, and nothing of the browser's either. */
  | { kind: 'none' };

/**
 * With Alt a task goes on by a day or a week; one that stands on none of the days comes to the chosen one. Where
 * there is no task to move, Alt and an arrow do nothing: who moves tasks by them never leaves the page by one.
 */
function moveOf(
  event: KeyboardEvent,
  target: HTMLElement,
  current: Day,
  followed: string | null,
): CalendarKey | null {
  const step = steps[event.key];
  if (step === undefined) return null;
  const cell = target.closest<HTMLElement>('[data-day]');
  const chip = target.closest<HTMLElement>('[data-chip]');
  const task = chip?.dataset['chip'] ?? (target === cell ? followed : null);
  if (task === null) return { kind: 'none' };
  const day = cell?.dataset['day'];
  return { kind: 'move', task, to: day === undefined ? current : dayAfter(day, step) };
}

/** Up and Down go through what stands on one day, or in one of the lists beside the days. */
function chipBeside(key: string, chip: HTMLElement): HTMLElement | null {
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const chips = [
    ...(chip.closest('[data-chips]')?.querySelectorAll<HTMLElement>('[data-stop]') ?? []),
  ];
  return (step !== 0 && chips[chips.indexOf(chip) + step]) || null;
}

function dayOf(key: string, { current, weeks, beside }: ShownDays, today: Day): Day | null {
  const step = steps[key];
  if (step !== undefined) return dayAfter(current, step);
  const week = weeks.find((each) => each.includes(current)) ?? [];
  switch (key) {
    case 'Home':
      return week[0] ?? null;
    case 'End':
      return week.at(-1) ?? null;
    case 'PageUp':
      return beside(-1);
    case 'PageDown':
      return beside(1);
    case 't':
      return today;
    default:
      return null;
  }
}

/**
 * What a key means in the calendar; null for one that means nothing there. `followed` is the task that the focus
 * of a day stands for, where the day has no room for the task itself.
 */
export function meaningOfKey(
  event: KeyboardEvent,
  days: ShownDays,
  today: Day,
  followed: string | null,
): CalendarKey | null {
  const target = event.target as HTMLElement;
  const chip = target.closest<HTMLElement>('[data-stop]');
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return moveOf(event, target, days.current, followed);
  const beside = chip && chipBeside(event.key, chip);
  if (beside) return { kind: 'focus', element: beside };
  const cell = target.closest<HTMLElement>('[role="gridcell"]');
  if (!cell) return null;
  if (chip && (event.key === 'ArrowUp' || event.key === 'Escape')) {
    return { kind: 'focus', element: cell };
  }
  if (chip && event.key === 'ArrowDown') return null;
  if (target === cell && (event.key === 'Enter' || event.key === ' ')) {
    return { kind: 'open', day: days.current };
  }
  const day = dayOf(event.key, days, today);
  return day === null ? null : { kind: 'go', day };
}
