'use client';

import {
  createTask,
  deleteTask,
  describeProblem,
  isSignedOut,
  updateTask,
  type NewTask,
  type Task,
  type TaskChanges,
} from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';

import {
  insertTask,
  removeTask,
  replaceTask,
  unconfirmedTask,
  withChanges,
  type TaskPages,
} from './task-cache.ts';
import { taskPagesKey } from './use-task-pages.ts';

/** What did not happen and why. */
export interface Failure {
  title: string;
  reason: string;
  signedOut: boolean;
  /** Does it once more; absent where what was typed is back in its field. */
  retry?: () => void;
}

interface Step {
  undone: string;
  retryable: boolean;
  /** Shows the change before the server has made it. */
  show: (pages: TaskPages) => TaskPages;
  /** Takes back this change alone, so that others made meanwhile stay. */
  takeBack: (pages: TaskPages) => TaskPages;
  send: () => Promise<((pages: TaskPages) => TaskPages) | undefined>;
}

function useOptimisticSteps() {
  const queryClient = useQueryClient();
  const running = useRef(0);
  const [failure, setFailure] = useState<Failure | null>(null);

  const run = useCallback(
    async function runStep(step: Step): Promise<boolean> {
      const change = (update: (pages: TaskPages) => TaskPages) =>
        queryClient.setQueryData<TaskPages>(taskPagesKey, (pages) => pages && update(pages));
      setFailure(null);
      running.current += 1;
      // An answer under way was made before this change and would hide it for a moment.
      await queryClient.cancelQueries({ queryKey: taskPagesKey });
      change(step.show);
      try {
        const confirm = await step.send();
        if (confirm) change(confirm);
        return true;
      } catch (error) {
        change(step.takeBack);
        setFailure({
          title: step.undone,
          reason: describeProblem(error),
          signedOut: isSignedOut(error),
          ...(step.retryable && { retry: () => void runStep(step) }),
        });
        return false;
      } finally {
        running.current -= 1;
        if (running.current === 0) void queryClient.invalidateQueries({ queryKey: taskPagesKey });
      }
    },
    [queryClient],
  );
  return { run, failure, dismiss: useCallback(() => setFailure(null), []) };
}

interface AddOptions {
  completed: boolean;
  retryable: boolean;
}

function addStep(task: NewTask, { completed, retryable }: AddOptions): Step {
  const shown = unconfirmedTask(task, crypto.randomUUID(), new Date());
  return {
    undone: `“${task.title}” was not added.`,
    retryable,
    show: (pages) => insertTask(pages, shown),
    takeBack: (pages) => removeTask(pages, shown.id),
    send: async () => {
      const added = await createTask(task);
      const saved = completed ? await updateTask(added.id, { completed }) : added;
      return (pages) => insertTask(removeTask(pages, shown.id), saved);
    },
  };
}

function changeStep(task: Task, changes: TaskChanges): Step {
  return {
    undone: `“${task.title}” was not changed.`,
    retryable: true,
    show: (pages) => replaceTask(pages, task.id, withChanges(task, changes, new Date())),
    takeBack: (pages) => replaceTask(pages, task.id, task),
    send: async () => {
      const saved = await updateTask(task.id, changes);
      return (pages) => replaceTask(pages, task.id, saved);
    },
  };
}

function deleteStep(task: Task): Step {
  return {
    undone: `“${task.title}” was not deleted.`,
    retryable: true,
    show: (pages) => removeTask(pages, task.id),
    takeBack: (pages) => insertTask(pages, task),
    send: async () => {
      await deleteTask(task.id);
      return undefined;
    },
  };
}

/** Everything that can be done to tasks: shown at once, taken back with a reason when it fails. */
export function useTaskActions() {
  const { run, failure, dismiss } = useOptimisticSteps();
  return useMemo(
    () => ({
      failure,
      dismiss,
      add: (task: NewTask) => run(addStep(task, { completed: false, retryable: false })),
      change: (task: Task, changes: TaskChanges) => run(changeStep(task, changes)),
      remove: (task: Task) => run(deleteStep(task)),
      restore: ({ title, notes, dueOn, completedAt }: Task) =>
        run(addStep({ title, notes, dueOn }, { completed: completedAt !== null, retryable: true })),
    }),
    [run, failure, dismiss],
  );
}

export type TaskActions = ReturnType<typeof useTaskActions>;
