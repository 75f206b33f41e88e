import { VisuallyHidden } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { CalendarView } from '../views/view.ts';
import { isSameMonth } from './days.ts';
import { DayCell } from './day-cell.tsx';
import type { DaysProps } from './days-props.ts';
import { weekdayText } from './span-text.ts';

/** As many tasks as a day has room for. */
const room: Readonly<Record<CalendarView['by'], number>> = { month: 3, week: 12 };

/** The days as a grid, a week in each row: one stop of the Tab key, in which the arrow keys go from day to day. */
export function DayGrid(props: DaysProps): ReactElement {
  const { label, by, days, tasks, today, busy, onOpenDay, onOpen, onGrab } = props;
  const { weeks, current, on, choose } = days;
  return (
    <table
      role="grid"
      aria-label={label}
      aria-busy={busy || undefined}
      className="w-full table-fixed border-collapse"
    >
      <thead>
        <tr>
          {(weeks[0] ?? []).map((day) => (
            <th key={day} scope="col" className="py-1 text-xs font-medium text-muted">
              <span aria-hidden="true">{weekdayText(day, 'short')}</span>
              <VisuallyHidden>{weekdayText(day, 'long')}</VisuallyHidden>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <DayCell
                key={day}
                day={day}
                tasks={tasks.get(day) ?? []}
                today={today}
                current={day === current}
                outside={by === 'month' && !isSameMonth(day, on)}
                room={room[by]}
                onChoose={choose}
                {...{ onOpenDay, onOpen, onGrab }}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
