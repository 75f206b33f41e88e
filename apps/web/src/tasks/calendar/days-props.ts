import type { CalendarView } from '../views/view.ts';
import type { Day } from './days.ts';
import type { ChipActions } from './task-chip.tsx';
import type { DayTask } from './tasks-by-day.ts';
import type { ShownDays } from './use-shown-days.ts';

/** What the days are shown by, as a grid or as a list. */
export interface DaysProps extends ChipActions {
  /** The text that says what is shown. */
  label: string;
  by: CalendarView['by'];
  days: ShownDays;
  tasks: ReadonlyMap<Day, readonly DayTask[]>;
  today: Day;
  /** Not all of the tasks are there yet. */
  busy: boolean;
  onOpenDay: (day: Day) => void;
}
