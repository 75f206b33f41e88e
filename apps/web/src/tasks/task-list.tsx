'use client';

import type { Task, TaskChanges } from '@taskora/api-client';
import { Card } from '@taskora/ui';
import { useLayoutEffect, useRef, type ReactElement } from 'react';

import { TaskRow } from './task-row.tsx';

export interface TaskListProps {
  tasks: readonly Task[];
  onChange: (task: Task, changes: TaskChanges) => void;
  onDelete: (task: Task) => void;
  /** Called when the last task was deleted and the focus has nowhere to go in the list. */
  onEmptied: () => void;
}

function focusRow(list: HTMLElement, id: string): void {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-task]')];
  rows
    .find((row) => row.dataset['task'] === id)
    ?.querySelector('input')
    ?.focus();
}

/**
 * Keeps the focus in the list: on the task that moved because it was completed, and on the next one
 * when a task is deleted, at its checkbox, where a second press of Enter does nothing.
 */
export function TaskList({ tasks, onChange, onDelete, onEmptied }: TaskListProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<string | null>(null);

  useLayoutEffect(() => {
    if (list.current === null || wanted.current === null) return;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost) focusRow(list.current, wanted.current);
    wanted.current = null;
  }, [tasks]);

  function remove(task: Task, index: number): void {
    const neighbour = tasks[index + 1] ?? tasks[index - 1];
    wanted.current = neighbour?.id ?? null;
    onDelete(task);
    if (neighbour === undefined) onEmptied();
  }

  function change(task: Task, changes: TaskChanges): void {
    if ('completed' in changes) wanted.current = task.id;
    onChange(task, changes);
  }

  return (
    <Card as="div" padded={false} className="overflow-hidden">
      <ul ref={list} aria-label="Tasks" className="divide-y divide-line">
        {tasks.map((task, index) => (
          <TaskRow
            key={task.id}
            task={task}
            onChange={(changes) => change(task, changes)}
            onDelete={() => remove(task, index)}
          />
        ))}
      </ul>
    </Card>
  );
}
