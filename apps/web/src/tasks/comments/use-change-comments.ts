'use client';

import {
  createComment,
  deleteComment,
  getListCommentsQueryKey,
  listComments,
  newId,
  sendChange,
  updateComment,
  type Changed,
  type Comment,
  type Precautions,
  type Task,
} from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';

import { isConflict, isGone } from '../outbox/task-requests.ts';
import { summaryOf } from '../undo/change-summary.tsx';
import type { Undo } from '../undo/use-undo.tsx';

export interface ChangingComments {
  task: Task;
  /** A comment is a change of its task, and is undone in its turn. */
  onBeginChange: Undo['begin'];
}

/** How it ended that a comment was to be changed. */
export type Edited =
  | { kind: 'saved'; comment: Comment }
  /** It was changed elsewhere since, to this. */
  | { kind: 'conflict'; comment: Comment }
  | { kind: 'gone' };

/** Adds, changes and deletes comments on a task; each fails with what the API said. */
export function useChangeComments({ task, onBeginChange }: ChangingComments) {
  const { id: taskId, title } = task;
  const queryClient = useQueryClient();

  async function change<Result>(
    send: Parameters<typeof sendChange<Result>>[0],
    precautions: Partial<Precautions> = {},
  ): Promise<Result> {
    const doing = onBeginChange();
    try {
      const sent = sendChange(send, { idempotencyKey: newId(), ...precautions });
      const { result, changeId }: Changed<Result> = await sent;
      doing.did(summaryOf('changed', title), [changeId]);
      return result;
    } catch (error) {
      doing.nothing();
      throw error;
    }
  }

  return {
    add: (text: string, key: string) =>
      change((options) => createComment(taskId, { text }, options), { idempotencyKey: key }),

    /** Says a comment otherwise, unless it was changed since it was seen. */
    async edit(seen: Comment, text: string): Promise<Edited> {
      const { id, createdAt, editedAt } = seen;
      try {
        const comment = await change((options) => updateComment(id, { text }, options), {
          version: editedAt ?? createdAt,
        });
        return { kind: 'saved', comment };
      } catch (error) {
        if (!isConflict(error)) throw error;
        const latest = (await listComments(taskId)).items.find((each) => each.id === id);
        if (!latest) return { kind: 'gone' };
        // It says that already: the answer of an attempt before was lost, or it was wished elsewhere too.
        return { kind: latest.text === text ? 'saved' : 'conflict', comment: latest };
      }
    },

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
