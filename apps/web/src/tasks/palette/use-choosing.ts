'use client';

import type { Task } from '@taskora/api-client';
import { useToast } from '@taskora/ui';

import { useOutbox } from '../outbox/outbox-context.tsx';
import type { TaskBoardState } from '../use-task-board.ts';
import { showView } from '../views/use-view.ts';
import type { Chosen } from './options.ts';
import { runCommand, type RunWith } from './run-command.ts';

export interface ChoosingWith extends Pick<RunWith, 'onCommand'> {
  board: TaskBoardState;
  /** Where tasks are written. */
  field: () => HTMLInputElement | null;
}

/** Goes to the row of a task once the page has it. */
function focusTask(id: string): void {
  requestAnimationFrame(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-task]')];
    rows
      .find((row) => row.dataset['task'] === id)
      ?.querySelector('input')
      ?.focus();
  });
}

/** Goes where a choice leads, or does what it says. */
export function useChoosing({ board, onCommand, field }: ChoosingWith): (chosen: Chosen) => void {
  const outbox = useOutbox();
  const notify = useToast();
  const { setSearch, onArrive } = board;

  /** All tasks are where every task is; one that has not been loaded comes among them. */
  function showTask(task: Task): void {
    const known = outbox.state().known.get(task.id)?.task;
    if (!known || known.version < task.version) outbox.see([task]);
    setSearch('');
    showView({ kind: 'all' });
    onArrive(task.id);
    focusTask(task.id);
  }

  return (chosen) => {
    switch (chosen.kind) {
      case 'view':
        setSearch('');
        showView(chosen.view);
        return;
      case 'page':
        window.location.assign(chosen.href);
        return;
      case 'extra':
        chosen.run();
        return;
      case 'task':
        showTask(chosen.task);
        return;
      case 'command':
        if (!runCommand(chosen.does, { onCommand, field: field() })) {
          notify({ topic: 'palette', title: 'There is nothing to do that with.' });
        }
    }
  };
}
