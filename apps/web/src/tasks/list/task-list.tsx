'use client';

import type { Task } from '@taskora/api-client';
import { Card, StatusRegion } from '@taskora/ui';
import { useQueryClient } from '@tanstack/react-query';
import {
  Fragment,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type RefObject,
} from 'react';

import type { Surroundings } from '../details/task-details.tsx';
import type { EditDraft } from '../edit/edit-draft.ts';
import { taskEditorQuery } from '../edit/task-editor-query.ts';
import { useMoving, type HandOrder } from '../order/use-moving.ts';
import { selectByKey } from '../select/selection-keys.ts';
import type { Select } from '../select/use-selection.ts';
import { DeletedPlaceholder } from './deleted-placeholder.tsx';
import type { RowActions } from './row-actions.ts';
import { leavesPage, meaningOfRowKey } from './row-keys.ts';
import { TaskRow } from './task-row.tsx';
import { useDeletedPlaceholders } from './use-deleted-placeholders.ts';
import { useDoubleClicks } from './use-double-clicks.ts';

/** A task that the eye should find; the count distinguishes arrivals of the same task. */
export interface Arrival {
  id: string;
  count: number;
}

export interface TaskListProps {
  /** What it is called, where it is one of several. */
  label?: string;
  tasks: readonly Task[];
  surroundingsOf: (task: Task) => Surroundings;
  drafts: readonly EditDraft[];
  /** What the row of an added task was called before; the row stays the same one. */
  addedAs: ReadonlyMap<string, string>;
  arrival: Arrival | null;
  /** Which rows are selected; null while none can be. */
  selection: ReadonlySet<string> | null;
  select: Select;
  /** How tasks are put in order here; null in a list that has no order by hand. */
  order: HandOrder | null;
  actions: RowActions;
  /** Called when the last task was deleted and the focus has nowhere to go in the list. */
  onEmptied: () => void;
}

function rowOf(list: HTMLElement, id: string): HTMLElement | undefined {
  return [...list.querySelectorAll<HTMLElement>('[data-task]')].find(
    (row) => row.dataset['task'] === id,
  );
}

/** Keeps the focus in the list when the row that had it is gone; gives what names the row to get it. */
function useFocusAfterDeletion(list: RefObject<HTMLElement | null>, tasks: readonly Task[]) {
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (list.current === null || wanted.current === null) return;
    const lost = document.activeElement === null || document.activeElement === document.body;
    // At the checkbox, where a second press of Enter does nothing.
    if (lost) rowOf(list.current, wanted.current)?.querySelector('input')?.focus();
    wanted.current = null;
  }, [list, tasks]);
  return useCallback((id: string | null) => {
    wanted.current = id;
  }, []);
}

/** The tasks in order: one stop of the Tab key, in which the arrow keys go from row to row. */
export function TaskList(props: TaskListProps): ReactElement {
  const { tasks, surroundingsOf, drafts, addedAs, arrival, actions, onEmptied } = props;
  const { label = 'Tasks', selection, select, order } = props;
  const list = useRef<HTMLUListElement>(null);
  const focusNext = useFocusAfterDeletion(list, tasks);
  const { gaps, open } = useDeletedPlaceholders(list);
  const moving = useMoving({ order, tasks, list, focusNext });
  const checkDoubleClick = useDoubleClicks(tasks);
  const [focused, setFocused] = useState<string | null>(null);
  const touched = useRef(false);
  /** Shift was held at the last press: it selects all rows up to this one. */
  const shifted = useRef(false);
  const met = useRef(0);
  const queryClient = useQueryClient();
  /** Whoever is in the list may open a form next, and should not wait for it. */
  const fetchEditor = () => void queryClient.prefetchQuery(taskEditorQuery);
  const rowKeyOf = (task: Task) => addedAs.get(task.id) ?? task.id;
  const shown = useRef(tasks);
  const current = tasks.some((task) => task.id === focused) ? focused : tasks[0]?.id;

  useLayoutEffect(() => {
    shown.current = tasks;
  }, [tasks]);

  useLayoutEffect(() => {
    if (!arrival || arrival.count === met.current) return;
    const task = tasks.find((each) => rowKeyOf(each) === arrival.id);
    const row = task && list.current ? rowOf(list.current, task.id) : undefined;
    if (!row) return;
    met.current = arrival.count;
    row.scrollIntoView({ block: 'nearest' });
  });

  const remove = useCallback(
    (task: Task, byPointer: boolean) => {
      const index = shown.current.findIndex((each) => each.id === task.id);
      const before = shown.current[index - 1];
      const neighbour = shown.current[index + 1] ?? before;
      focusNext(neighbour?.id ?? null);
      if (byPointer) {
        const height = (list.current && rowOf(list.current, task.id)?.offsetHeight) ?? 0;
        const { id, title } = task;
        open({ id, title, height, after: before?.id ?? null }, touched.current);
      }
      actions.onDelete(task);
      if (neighbour === undefined) onEmptied();
    },
    [actions, focusNext, onEmptied, open],
  );

  const selectRow = useCallback((task: Task) => select.toggle(task.id, shifted.current), [select]);

  function press(event: KeyboardEvent<HTMLElement>): void {
    shifted.current = event.shiftKey;
    if (moving.press(event) || selectByKey(event, select, selection !== null)) {
      event.preventDefault();
      return;
    }
    if (leavesPage(event)) event.preventDefault();
    const meaning = meaningOfRowKey(event);
    if (!meaning) return;
    event.preventDefault();
    if (meaning.kind === 'focus') meaning.control.focus();
    else meaning.control.click();
  }

  const gapsAfter = (id: string | null) =>
    gaps
      .filter((gap) => gap.after === id && !tasks.some((task) => task.id === gap.id))
      .map((gap) => <DeletedPlaceholder key={`gap-${gap.id}`} {...gap} />);

  return (
    <Card padded={false} className="overflow-clip">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys and pointers act on the controls inside */}
      <ul
        ref={list}
        aria-label={label}
        className="divide-y divide-line"
        onKeyDown={press}
        onPointerEnter={fetchEditor}
        onFocus={(event) => {
          fetchEditor();
          const row = event.target.closest<HTMLElement>('[data-task]');
          setFocused(row?.dataset['task'] ?? null);
        }}
        onClickCapture={checkDoubleClick}
        onPointerDown={(event: PointerEvent) => {
          touched.current = event.pointerType === 'touch';
          shifted.current = event.shiftKey;
        }}
      >
        {gapsAfter(null)}
        {tasks.map((task) => (
          <Fragment key={rowKeyOf(task)}>
            <TaskRow
              task={task}
              {...surroundingsOf(task)}
              draft={drafts.find((draft) => draft.base.id === task.id) ?? null}
              current={task.id === current}
              arrived={rowKeyOf(task) === arrival?.id}
              selected={selection && selection.has(task.id)}
              onSelect={selectRow}
              handle={moving.handleOf(task)}
              onHandle={moving.click}
              onGrab={moving.grab}
              actions={actions}
              onDelete={remove}
            />
            {gapsAfter(task.id)}
          </Fragment>
        ))}
      </ul>
      <StatusRegion>{moving.said}</StatusRegion>
    </Card>
  );
}
