'use client';

import {
  getListTrashQueryKey,
  listTrash,
  newId,
  restoreTask,
  sendChange,
  type Task,
} from '@taskora/api-client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import type { FailureReporter } from '../failures/use-failures.ts';
import { useOutbox } from '../outbox/outbox-context.tsx';
import { whileLeaving } from '../outbox/page-leaving.ts';
import { summaryOf } from '../undo/change-summary.tsx';
import type { Undo } from '../undo/use-undo.tsx';

const tasksPerPage = 100;
const trashKey = getListTrashQueryKey();
const none: ReadonlySet<string> = new Set();

export interface TrashWith {
  /** That of all tasks: with another one, something may have come to the trash, or left it. */
  revision: string | undefined;
  undo: Undo;
  failures: FailureReporter;
}

/** What was deleted lately, the latest first, and taking it out again. */
export function useTrash({ revision, undo, failures }: TrashWith) {
  const outbox = useOutbox();
  const queryClient = useQueryClient();
  const [leaving, setLeaving] = useState(none);
  const seen = useRef(revision);
  const query = useInfiniteQuery({
    queryKey: trashKey,
    queryFn: ({ pageParam, signal }) =>
      listTrash({ limit: tasksPerPage, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
    refetchOnWindowFocus: 'always',
  });

  useEffect(() => {
    if (seen.current === revision) return;
    seen.current = revision;
    void queryClient.invalidateQueries({ queryKey: trashKey });
  }, [revision, queryClient]);

  async function send(task: Task, key: string): Promise<void> {
    failures.dismiss(task.id);
    const doing = undo.begin();
    try {
      const restoring = sendChange((options) => restoreTask(task.id, options), {
        idempotencyKey: key,
      });
      const { result, changeId } = await outbox.during(restoring);
      outbox.learn([result]);
      doing.did(summaryOf('restored', result.title), [changeId]);
    } catch (error) {
      await whileLeaving();
      doing.nothing();
      failures.report({
        id: task.id,
        title: `“${task.title}” was not restored.`,
        error,
        retry: () => void restore(task, key),
      });
    }
    // It may have been restored elsewhere.
    await queryClient.invalidateQueries({ queryKey: trashKey });
  }

  /** It leaves the list at once, and is there again where that fails. */
  async function restore(task: Task, key = newId()): Promise<void> {
    setLeaving((ids) => new Set(ids).add(task.id));
    await send(task, key);
    setLeaving((ids) => new Set([...ids].filter((id) => id !== task.id)));
  }

  const items = query.data?.pages.flatMap((page) => page.items);
  return { query, items: items?.filter(({ task }) => !leaving.has(task.id)), restore };
}
