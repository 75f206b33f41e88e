'use client';

import { getListTasksQueryKey, listTasks } from '@taskora/api-client';
import { useInfiniteQuery } from '@tanstack/react-query';

const tasksPerPage = 100;

export const taskPagesKey = getListTasksQueryKey();

export function useTaskPages() {
  return useInfiniteQuery({
    queryKey: taskPagesKey,
    queryFn: ({ pageParam, signal }) =>
      listTasks({ limit: tasksPerPage, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
