'use client';

import type { Task } from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';

import { shownTasks } from '../list/shown-tasks.ts';
import { useOutbox } from '../outbox/outbox-context.tsx';
import { useTaskPages } from '../pages/use-task-pages.ts';
import type { TaskBoardState } from '../use-task-board.ts';
import { dueDayHere } from '../views/due-day.ts';
import type { Day } from './days.ts';
import { lastListed } from './last-listed.ts';

const noPlaces: ReadonlyMap<string, Task> = new Map();

/**
 * Some of the tasks: of those of the page where it has all of them, else as the server lists them by a filter.
 * `holds` says the same as the filter, of one task.
 */
function usePart(
  { all, state }: Pick<TaskBoardState, 'all' | 'state'>,
  filter: string,
  holds: (task: Task) => boolean,
) {
  const query = useTaskPages(useOutbox(), { filter, enabled: all === null });
  const { data, hasNextPage } = query;
  const client = useQueryClient();
  const tasks = useMemo(() => {
    if (all) return all.filter(holds);
    if (!data) return null;
    // A task comes from one part to another, or from another month, before the server lists it there.
    const elsewhere = (id: string) => lastListed(client, state, id);
    const listed = { pages: data.pages, whole: !hasNextPage, outbox: state, elsewhere };
    const shown = shownTasks({ ...listed, belongs: holds, holds, edited: [], places: noPlaces });
    // What is being added is in every list of tasks, and here in the part that is its own.
    return shown.filter(holds);
  }, [all, data, hasNextPage, state, holds, client]);
  return { tasks, query };
}

/** The tasks that are due on those days, what is overdue since before them, and what has no day. */
export function useCalendarTasks(
  board: Pick<TaskBoardState, 'all' | 'state'>,
  days: readonly Day[],
  today: Day,
) {
  const [first = today, last = today] = [days[0], days.at(-1)];
  const due = usePart(
    board,
    `due >= ${first} & due <= ${last}`,
    useCallback(
      (task: Task) => {
        const day = dueDayHere(task);
        return day !== null && day >= first && day <= last;
      },
      [first, last],
    ),
  );
  const overdue = usePart(
    board,
    `due < ${today} & !done`,
    useCallback(
      (task: Task) => {
        const day = dueDayHere(task);
        const isShown = day !== null && day >= first && day <= last;
        return task.completedAt === null && day !== null && day < today && !isShown;
      },
      [first, last, today],
    ),
  );
  const undated = usePart(
    board,
    'no:due & !done',
    useCallback((task: Task) => task.completedAt === null && task.dueOn === null, []),
  );

  // A month is shown as a whole. A page can come as quickly as nothing but the data shows that it came.
  const { data, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = due.query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
  }, [data, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage]);

  return { due, overdue, undated };
}

export type CalendarPart = ReturnType<typeof usePart>;
