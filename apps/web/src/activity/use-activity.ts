'use client';

import {
  getListActivityQueryKey,
  isUnknownOutcome,
  listActivity,
  newId,
  type Activity,
  type Actor,
  type Undone,
} from '@taskora/api-client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

import { sendUndo } from '../tasks/outbox/task-requests.ts';

const entriesPerPage = 50;
const activityKey = getListActivityQueryKey();

export interface ActivityFilter {
  /** One task, project or other thing; null for all. */
  entityId: string | null;
  actor: Actor | null;
}

/** What was done, the newest first, page by page. */
export function useActivity({ entityId, actor }: ActivityFilter) {
  return useInfiniteQuery({
    queryKey: [...activityKey, { entityId, actor }],
    queryFn: ({ pageParam, signal }) =>
      listActivity(
        {
          limit: entriesPerPage,
          ...(entityId !== null && { entityId }),
          ...(actor !== null && { actor }),
          ...(pageParam && { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
    refetchOnWindowFocus: 'always',
  });
}

const pageMax = 200;

/**
 * The newest entry of a task that was made before a moment or at it; null where the task was not there yet.
 */
export async function entryAt(taskId: string, moment: Date): Promise<Activity | null> {
  let cursor: string | null = null;
  do {
    const page = await listActivity({
      entityId: taskId,
      limit: pageMax,
      ...(cursor !== null && { cursor }),
    });
    const found = page.items.find(({ createdAt }) => Date.parse(createdAt) <= moment.getTime());
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return null;
}

/** Takes a change back, or does it again by taking its undo back; each under one key until it is answered. */
export function useTakingBack(): (changeId: string) => Promise<Undone> {
  const queryClient = useQueryClient();
  const keys = useRef(new Map<string, string>());
  return useCallback(
    async (changeId) => {
      const key = keys.current.get(changeId) ?? newId();
      keys.current.set(changeId, key);
      try {
        const undone = await sendUndo(changeId, key);
        keys.current.delete(changeId);
        return undone;
      } catch (error) {
        if (!isUnknownOutcome(error)) keys.current.delete(changeId);
        throw error;
      } finally {
        await queryClient.invalidateQueries({ queryKey: activityKey });
      }
    },
    [queryClient],
  );
}
