import { Card, classNames } from '@taskora/ui';
import type { ReactElement } from 'react';

import { ViewAnchor } from '../views/view-anchor.tsx';
import { wholeDayText } from '../words/day-text.ts';
import { tasksText } from './day-cell.tsx';
import type { DaysProps } from './days-props.ts';
import { TaskChip } from './task-chip.tsx';

/** The days one below the other, where a grid has no room; of a month, those that have something and today. */
export function DayList(props: DaysProps): ReactElement {
  const { label, by, days, tasks, today, busy, onOpenDay, onOpen, onGrab } = props;
  const { days: all, current, choose } = days;
  const isListed = (day: string) =>
    by === 'week' || tasks.has(day) || day === today || day === current;
  return (
    <Card padded={false} className="overflow-clip">
      <ol aria-label={label} aria-busy={busy || undefined} className="divide-y divide-line">
        {all.filter(isListed).map((day) => {
          const due = tasks.get(day) ?? [];
          return (
            <li
              key={day}
              data-day={day}
              tabIndex={-1}
              onFocus={() => choose(day)}
              className="grid gap-1 px-3 py-2 -outline-offset-2"
            >
              <ViewAnchor
                view={{ kind: 'day', on: day }}
                onGo={() => onOpenDay(day)}
                aria-current={day === today ? 'date' : undefined}
                className={classNames(
                  'flex min-h-target items-center justify-between gap-2 text-sm no-underline',
                  day === today ? 'font-semibold text-accent' : 'font-medium text-ink',
                )}
              >
                {wholeDayText(day)}
                <span className="text-xs font-normal text-muted">{tasksText(due.length)}</span>
              </ViewAnchor>
              {due.length > 0 ? (
                <div data-chips="" className="grid gap-1">
                  {due.map(({ task, time }) => (
                    <TaskChip
                      key={task.id}
                      {...{ task, time, onOpen, onGrab }}
                      late={task.completedAt === null && day < today}
                      focusable
                      roomy
                    />
                  ))}
                </div>
              ) : null}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
