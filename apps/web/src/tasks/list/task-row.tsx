'use client';

import type { Task } from '@taskora/api-client';
import { Checkbox, IconButton, classNames } from '@taskora/ui';
import { memo, useEffect, useRef, useState, type PointerEvent, type ReactElement } from 'react';

import { TaskDetails, type Surroundings } from '../details/task-details.tsx';
import type { EditDraft } from '../edit/edit-draft.ts';
import { OpenedEditor } from '../edit/opened-editor.tsx';
import { isUnconfirmed } from '../outbox/optimistic-change.ts';
import type { Handle } from '../order/use-moving.ts';
import type { RowActions } from './row-actions.ts';
import { TaskTitle } from './task-title.tsx';

export interface TaskRowProps extends Surroundings {
  task: Task;
  /** Its form is open. */
  draft: EditDraft | null;
  /** The one row of the list that the Tab key stops at. */
  current: boolean;
  /** It has just come to its place, and the eye should find it. */
  arrived: boolean;
  /** Whether it is selected; null while rows are not selected. */
  selected: boolean | null;
  /** Called when it is to be selected, or not any more. */
  onSelect: (task: Task) => void;
  /** What its handle does; null where tasks are not ordered by hand. */
  handle: Handle | null;
  onHandle: (task: Task) => void;
  /** Called when its handle is pressed and may be dragged. */
  onGrab: (event: PointerEvent<HTMLElement>, task: Task) => void;
  actions: RowActions;
  /** Called for a press of the delete button; `byPointer` when it was not by keyboard. */
  onDelete: (task: Task, byPointer: boolean) => void;
}

/**
 * What is outside of the window is neither laid out nor painted, but stays in the document: it is found
 * by the browser's search, read out as part of the list, and reached by keyboard.
 */
const rowClassName =
  'scroll-mt-44 scroll-mb-24 [content-visibility:auto] [contain-intrinsic-size:auto_3.25rem]';

/** Where a dragged task would come, and the one that is dragged. */
const dropClassName =
  'data-[drop=before]:shadow-[inset_0_3px_0_var(--color-accent)] ' +
  'data-[drop=after]:shadow-[inset_0_-3px_0_var(--color-accent)] data-dragged:opacity-60';

const handleLabels: Readonly<Record<Handle, (title: string) => string>> = {
  move: (title) => `Move ${title}`,
  moving: (title) => `Leave ${title} where it is`,
  put: (title) => `Put it at ${title}`,
  elsewhere: (title) => `${title} is of another list`,
};

export const TaskRow = memo(function TaskRow(props: TaskRowProps): ReactElement {
  const { task, draft, current, arrived, selected, onSelect, actions, onDelete } = props;
  const { handle, onHandle, onGrab } = props;
  const { projectName, parentTitle, openSubtasks, assigneeName } = props;
  const [openedHere, setOpenedHere] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const editing = draft !== null;
  const wasEditing = useRef(false);
  const done = task.completedAt !== null;
  const selecting = selected !== null;
  const waiting = isUnconfirmed(task);

  // The form that had the focus is gone; without this the next Tab would start at the top of the page.
  useEffect(() => {
    if (wasEditing.current && !editing) editButton.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (draft) {
    return (
      <li className="scroll-mt-44 px-4 py-4 sm:px-5" data-task={task.id}>
        <OpenedEditor
          draft={draft}
          takesFocus={openedHere}
          onDraft={actions.onDraft}
          onSave={actions.onSave}
          onSaved={actions.onSaved}
          onAddAsNew={actions.onAddAsNew}
          onBeginChange={actions.onBeginChange}
          onClose={() => actions.onCloseEditor(task)}
          subtaskActions={actions}
        />
      </li>
    );
  }
  const tabIndex = current ? 0 : -1;
  return (
    <li
      data-task={task.id}
      aria-busy={waiting || undefined}
      className={classNames(
        'flex items-start gap-1 px-2 py-1 transition-opacity sm:px-3',
        rowClassName,
        waiting && 'opacity-60',
        arrived && 'ui-arrived',
        selected === true && 'bg-accent-soft',
        handle !== null && dropClassName,
      )}
    >
      {/* The same box, so that the focus stays in it when rows begin to be selected. */}
      <Checkbox
        round={!selecting}
        hideLabel
        label={`${selecting ? 'Select' : 'Complete'} ${task.title}`}
        checked={selected ?? done}
        disabled={waiting}
        tabIndex={tabIndex}
        data-control={selecting ? 'select' : 'complete'}
        onCheckedChange={(checked) =>
          selecting ? onSelect(task) : actions.onComplete(task, checked)
        }
      />
      <div className="flex min-h-target min-w-0 flex-1 flex-col justify-center py-1">
        <TaskTitle
          title={task.title}
          className={classNames('text-start wrap-anywhere', done && 'text-muted line-through')}
        />
        <TaskDetails {...{ task, projectName, parentTitle, openSubtasks, assigneeName }} />
      </div>
      {selecting ? null : (
        <div className="flex shrink-0">
          <IconButton
            ref={editButton}
            icon="edit"
            label={`Edit ${task.title}`}
            disabled={waiting}
            tabIndex={tabIndex}
            data-control="edit"
            onClick={() => {
              setOpenedHere(true);
              actions.onEdit(task);
            }}
          />
          <IconButton
            icon="trash"
            label={`Delete ${task.title}`}
            disabled={waiting}
            tabIndex={tabIndex}
            data-control="delete"
            onClick={(event) => onDelete(task, event.detail > 0)}
          />
          {handle ? (
            <IconButton
              icon="grip"
              label={handleLabels[handle](task.title)}
              disabled={waiting}
              tabIndex={tabIndex}
              data-control="move"
              aria-pressed={
                handle === 'put' || handle === 'elsewhere' ? undefined : handle === 'moving'
              }
              className="cursor-grab touch-none"
              onPointerDown={(event) => onGrab(event, task)}
              onClick={() => onHandle(task)}
            />
          ) : null}
        </div>
      )}
    </li>
  );
});
