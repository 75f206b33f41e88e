'use client';

import {
  createComment,
  deleteComment,
  getListCommentsQueryKey,
  newId,
  sendChange,
  updateComment,
  type Task,
} from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';

import { isGone } from '../outbox/task-requests.ts';
import { summaryOf } from '../undo/change-summary.tsx';
import type { Undo } from '../undo/use-undo.tsx';

export interface ChangingComments {
  task: Task;
  /** A comment is a change of its task, and is undone in its turn. */
  onBeginChange: Undo['begin'];
}

/** Adds, changes and deletes comments on a task; each fails with what the API said. */
export function useChangeComments({ task, onBeginChange }: ChangingComments) {
  const { id: taskId, title } = task;
  const queryClient = useQueryClient();

  async function change(send: Parameters<typeof sendChange>[0], key = newId()): Promise<void> {
    const doing = onBeginChange();
    try {
      const { changeId } = await sendChange(send, { idempotencyKey: key });
      doing.did(summaryOf('changed', title), [changeId]);
    } catch (error) {
      doing.nothing();
      throw error;
    }
  }

  return {
    add: (text: string, key: string) =>
      change((options) => createComment(taskId, { text }, options), key),

    edit: (id: string, text: string) => change((options) => updateComment(id, { text }, options)),

    async remove(id: string): Promise<void> {
      try {
        await change((options) => deleteComment(id, options));
      } catch (error) {
        // It is gone already, as was asked.
        if (!isGone(error)) throw error;
      }
    },

    /** Reads them again. */
    refresh: () => queryClient.invalidateQueries({ queryKey: getListCommentsQueryKey(taskId) }),
  };
}
