'use client';

import { getListTasksQueryKey, listTasks, type Task, type TaskPage } from '@taskora/api-client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { ownZone } from '../add/typed.ts';
import type { Outbox } from '../outbox/outbox.ts';

const tasksPerPage = 500;

/** The beginning of the key of every list of tasks. */
export const taskPagesKey = getListTasksQueryKey();

/** A page, and when it was asked for by the outbox's clock: it knows nothing of what came later. */
export interface LoadedPage extends TaskPage {
  askedAt: number;
}

/** Whether the server would find the task by this search: all its terms, in its title or its notes. */
export function isFoundBy(task: Task, search: string): boolean {
  const text = `${task.title}\n${task.notes}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/u)
    .every((term) => text.includes(term));
}

/** Which tasks are asked for; all of them where nothing is said. */
export interface Sought {
  /** What stands in the title or the notes; one letter may be wrong. */
  search?: string;
  /** As docs/filters.md has it. */
  filter?: string;
  /** In which order, as docs/filters.md has it. */
  sort?: string;
  /** Of this space alone. */
  spaceId?: string;
  /** The first day of the reader's weeks, 0 for Monday. */
  weekStart?: number;
  /** Nothing is asked while it is false. */
  enabled?: boolean;
}

/** The tasks that a search or a view finds, page by page. */
export function useTaskPages(outbox: Outbox, sought: Sought) {
  const { search = '', filter = '', sort = '', enabled = true, ...rest } = sought;
  return useInfiniteQuery({
    queryKey: [...taskPagesKey, { search, filter, sort, ...rest }],
    enabled,
    queryFn: async ({ pageParam, signal }): Promise<LoadedPage> => {
      const askedAt = outbox.moment();
      const parameters = {
        limit: tasksPerPage,
        ...(search !== '' && { search }),
        ...(filter !== '' && { filter }),
        ...(sort !== '' && { sort }),
        ...(filter + sort !== '' && { timeZone: ownZone() }),
        ...rest,
        ...(pageParam && { cursor: pageParam }),
      };
      return { ...(await listTasks(parameters, { signal })), askedAt };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchOnWindowFocus: 'always',
    placeholderData: keepPreviousData,
  });
}
