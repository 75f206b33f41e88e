import { classNames } from '@taskora/ui';
import type { ReactElement } from 'react';

import { ViewAnchor } from '../views/view-anchor.tsx';
import { wholeDayText } from '../words/day-text.ts';
import type { Day } from './days.ts';
import { TaskChip, type ChipActions } from './task-chip.tsx';
import type { DayTask } from './tasks-by-day.ts';

export interface DayCellProps extends ChipActions {
  day: Day;
  tasks: readonly DayTask[];
  today: Day;
  /** It is the one that the Tab key stops at. */
  current: boolean;
  /** It belongs to another month than the one that is shown. */
  outside: boolean;
  /** So many tasks have room. */
  room: number;
  onChoose: (day: Day) => void;
  onOpenDay: (day: Day) => void;
}

export const tasksText = (count: number): string =>
  count === 0 ? 'nothing due' : `${count} ${count === 1 ? 'task' : 'tasks'}`;

/** One day of the grid: its number, the first of its tasks, and how many more there are. */
export function DayCell(props: DayCellProps): ReactElement {
  const { day, tasks, today, current, outside, room, onChoose, onOpenDay, ...actions } = props;
  const hidden = tasks.length - room;
  return (
    // A cell of a grid takes the focus and keys itself.
    <td
      role="gridcell"
      data-day={day}
      tabIndex={current ? 0 : -1}
      aria-selected={current}
      aria-current={day === today ? 'date' : undefined}
      onFocus={() => onChoose(day)}
      className={classNames(
        'h-28 border border-line p-1 align-top -outline-offset-2 data-drop:bg-accent-soft',
        outside ? 'bg-canvas' : 'bg-surface',
        current && 'shadow-[inset_0_0_0_1px_var(--color-accent)]',
      )}
    >
      <ViewAnchor
        view={{ kind: 'day', on: day }}
        onGo={() => onOpenDay(day)}
        tabIndex={-1}
        aria-label={`${wholeDayText(day)}, ${tasksText(tasks.length)}`}
        className={classNames(
          'mb-1 inline-flex size-6 items-center justify-center rounded-full text-xs no-underline tabular-nums hover:bg-sunken',
          day === today && 'bg-accent font-semibold text-on-accent hover:bg-accent-strong',
          day !== today && (outside ? 'text-muted' : 'text-ink'),
        )}
      >
        {Number(day.slice('yyyy-mm-'.length))}
      </ViewAnchor>
      <div data-chips="" className="grid gap-0.5">
        {tasks.slice(0, room).map(({ task, time }) => (
          <TaskChip
            key={task.id}
            {...{ task, time, ...actions }}
            late={task.completedAt === null && day < today}
            focusable={current}
          />
        ))}
        {hidden > 0 ? (
          <ViewAnchor
            view={{ kind: 'day', on: day }}
            onGo={() => onOpenDay(day)}
            data-stop=""
            tabIndex={current ? 0 : -1}
            aria-label={`${hidden} more on ${wholeDayText(day)}`}
            className="flex min-h-6 items-center px-1.5 text-xs text-muted no-underline hover:text-ink hover:underline"
          >
            +{hidden} more
          </ViewAnchor>
        ) : null}
      </div>
    </td>
  );
}
