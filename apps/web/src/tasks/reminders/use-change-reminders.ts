'use client';

import {
  createReminder,
  deleteReminder,
  getListRemindersQueryKey,
  replaceReminder,
  type sendChange,
  type ReminderBody,
  type Task,
} from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';

import { isGone } from '../outbox/task-requests.ts';
import { useChangeBeside } from '../undo/use-change-beside.ts';
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
  const queryKey = getListRemindersQueryKey(taskId);
  const beside = useChangeBeside({ begin: onBeginChange }, queryKey);

  async function change(wanted: unknown, send: Parameters<typeof sendChange>[0]): Promise<void> {
    await beside.run({ verb: 'changed', name: title, wanted: JSON.stringify(wanted), send });
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
        await queryClient.invalidateQueries({ queryKey });
      }
    },
  };
}

export type ChangeReminders = ReturnType<typeof useChangeReminders>;
