'use client';

import { useState } from 'react';

import type { TaskBoardState } from '../../use-task-board.ts';
import { filterOf } from '../view.ts';
import type { ViewForm } from './view-dialog.tsx';

/** With what the form of a view begins: the view that is shown, or a new one of what is shown. */
export function useViewForm(
  { view, saved: { shown }, sought }: Pick<TaskBoardState, 'view' | 'saved' | 'sought'>,
  onOpen: () => void,
) {
  const [form, setForm] = useState<ViewForm>({ view: null, filter: '' });

  function open(next: ViewForm): void {
    setForm(next);
    onOpen();
  }

  /** What is searched for, or what the view asks, on whatever day it is. */
  function filter(): string {
    if (sought !== '') return `like:${JSON.stringify(sought)}`;
    return shown?.filter ?? filterOf(view, null);
  }

  return {
    form,
    openNew: () => open({ view: null, filter: filter() }),
    openShown: () => open({ view: shown ?? null, filter: '' }),
  };
}
