'use client';

import { Button } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import { shortDayText } from '../words/day-text.ts';
import type { Day } from './days.ts';
import { TaskChip, type ChipActions } from './task-chip.tsx';
import type { CalendarPart } from './use-calendar-tasks.ts';

/** So many are shown at once. */
const step = 20;

export interface TrayProps extends ChipActions {
  title: string;
  part: CalendarPart;
  late: boolean;
  /** The day that a task of it is put on. */
  current: Day;
  onPut: (id: string, day: Day) => void;
}

/** Tasks that stand on none of the days that are shown, to be put on one. */
export function Tray({ title, part, late, current, onPut, ...actions }: TrayProps): ReactElement {
  const [shown, setShown] = useState(step);
  const { tasks, query } = part;
  const count = tasks?.length ?? 0;
  const hasMore = count > shown || query.hasNextPage;

  function showMore(): void {
    setShown(shown + step);
    if (count <= shown + step && query.hasNextPage) void query.fetchNextPage();
  }

  return (
    <details open={late} className="rounded-control border border-line bg-surface px-3">
      <summary className="flex min-h-target cursor-pointer items-center gap-2 text-sm font-medium">
        {title}
        <span className="text-xs font-normal text-muted tabular-nums">
          {count}
          {query.hasNextPage ? ' and more' : ''}
        </span>
      </summary>
      <p className="pb-1 text-xs text-muted">
        Drag a task to its day, or put it on {shortDayText(current)}: the chosen day, also by{' '}
        <kbd>Alt ↓</kbd>.
      </p>
      <ul data-chips="" aria-label={title} className="grid gap-1 pb-3">
        {(tasks ?? []).slice(0, shown).map((task, index) => (
          <li key={task.id} className="flex items-center gap-1">
            <TaskChip {...{ task, late, ...actions }} time={null} focusable={index === 0} roomy />
            <Button
              size="small"
              variant="quiet"
              className="shrink-0"
              tabIndex={-1}
              aria-label={`Put ${task.title} on ${shortDayText(current)}`}
              onClick={() => onPut(task.id, current)}
            >
              {shortDayText(current)}
            </Button>
          </li>
        ))}
      </ul>
      {hasMore ? (
        <Button size="small" className="mb-3" pending={query.isFetchingNextPage} onClick={showMore}>
          Show more
        </Button>
      ) : null}
    </details>
  );
}
