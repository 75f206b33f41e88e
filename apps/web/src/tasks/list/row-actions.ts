import type { Task } from '@taskora/api-client';

import type { EditDraft } from '../edit/edit-draft.ts';
import type { Saved } from '../edit/save-edit.ts';
import type { SubtaskActions } from '../subtasks/subtask-actions.ts';
import type { Undo } from '../undo/use-undo.tsx';

/** Everything that a row can ask for. They stay the same, so that a row renders only for its own task. */
export interface RowActions extends SubtaskActions {
  onEdit: (task: Task) => void;
  onDraft: (draft: EditDraft) => void;
  onSave: (draft: EditDraft) => Promise<Saved>;
  /** The form is saved; returns what was typed since, which stays in it. */
  onSaved: (saved: EditDraft, task: Task) => EditDraft | null;
  onAddAsNew: (draft: EditDraft) => void;
  /** Something beside the task is being changed, and is undone in its turn. */
  onBeginChange: Undo['begin'];
  onCloseEditor: (task: Task) => void;
}
