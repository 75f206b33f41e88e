'use client';

import {
  createReminder,
  deleteReminder,
  getListRemindersQueryKey,
  newId,
  replaceReminder,
  sendChange,
  type ReminderBody,
  type Task,
} from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

import { isGone } from '../outbox/task-requests.ts';
import { summaryOf } from '../undo/change-summary.tsx';
import type { Undo } from '../undo/use-undo.tsx';

export interface ChangingReminders {
  task: Task;
  /** A reminder is a change of its task, and is undone in its turn. */
  onBeginChange: Undo['begin'];
}

/** Adds, changes and deletes reminders of a task; each fails with what the API said. */
export function useChangeReminders({ task, onBeginChange }: ChangingReminders) {
  const { id: taskId, title } = task;
  const queryClient = useQueryClient();
  const last = useRef({ wanted: '', key: '' });

  /** What is asked for again after it failed has its key, so that it is done once. */
  function keyOf(wanted: string): string {
    if (last.current.wanted !== wanted) last.current = { wanted, key: newId() };
    return last.current.key;
  }

  async function change(wanted: unknown, send: Parameters<typeof sendChange>[0]): Promise<void> {
    const doing = onBeginChange();
    try {
      const { changeId } = await sendChange(send, {
        idempotencyKey: keyOf(JSON.stringify(wanted)),
      });
      last.current = { wanted: '', key: '' };
      doing.did(summaryOf('changed', title), [changeId]);
    } catch (error) {
      doing.nothing();
      throw error;
    }
    await queryClient.invalidateQueries({ queryKey: getListRemindersQueryKey(taskId) });
  }

  return {
    add: (body: ReminderBody) =>
      change(['add', body], (options) => createReminder(taskId, body, options)),

    replace: (id: string, body: ReminderBody) =>
      change([id, body], (options) => replaceReminder(id, body, options)),

    async remove(id: string): Promise<void> {
      try {
        await change([id], (options) => deleteReminder(id, options));
      } catch (error) {
        if (!isGone(error)) throw error;
        // It is gone already, as was asked.
        await queryClient.invalidateQueries({ queryKey: getListRemindersQueryKey(taskId) });
      }
    },
  };
}

export type ChangeReminders = ReturnType<typeof useChangeReminders>;
