'use client';

import { useMemo } from 'react';

import type { RowActions } from './list/row-actions.ts';
import type { TaskBoardState } from './use-task-board.ts';

/** What the rows ask for, done by the board; the same functions for as long as the page lives. */
export function useRowActions({
  actions,
  forms,
  undo,
}: Pick<TaskBoardState, 'actions' | 'forms' | 'undo'>): RowActions {
  return useMemo(
    () => ({
      onComplete: actions.complete,
      onDelete: actions.remove,
      onRename: actions.rename,
      onAddSubtask: actions.addSubtask,
      onEdit: actions.edit,
      onDraft: forms.change,
      onSave: actions.save,
      onAddAsNew: (draft) => {
        void actions.addDraft(draft).then((added) => {
          if (added) forms.settle(draft, draft.base);
        });
      },
      onSaved: forms.settle,
      onBeginChange: undo.begin,
      onCloseEditor: (task) => forms.close(task.id),
    }),
    [actions, forms, undo],
  );
}
