'use client';

import { Checkbox, classNames, DueDate, Icon, VisuallyHidden } from '@taskora/ui';
import { useRef, type MouseEvent, type ReactElement } from 'react';

import type { ShownTask } from '../message-schema.ts';
import { useTaskState } from './live-tasks-context.ts';
import { addressOfTask } from './task-address.ts';
import { useTick } from './use-tick.ts';

/** In place of a box, where nothing can be ticked. */
function Mark({ done }: { done: boolean }): ReactElement {
  return (
    <span className="grid size-10 shrink-0 place-items-center">
      {done ? (
        <>
          <Icon name="check" className="size-4 text-accent" />
          <VisuallyHidden>Done: </VisuallyHidden>
        </>
      ) : (
        <span className="size-1.5 rounded-full bg-line-strong" />
      )}
    </span>
  );
}

function Title({
  task,
  isDone,
  isGone,
  tasksUrl,
}: {
  task: ShownTask;
  isDone: boolean;
  isGone: boolean;
  tasksUrl: string;
}): ReactElement {
  const isStruck = isDone || isGone;
  const struck = isStruck && 'text-muted line-through decoration-1';
  if (isGone) {
    return (
      <span dir="auto" className={classNames('min-w-0 py-2 wrap-anywhere', struck)}>
        {task.title}
        <VisuallyHidden>, deleted</VisuallyHidden>
      </span>
    );
  }
  return (
    <a
      dir="auto"
      href={addressOfTask(tasksUrl, task)}
      className={classNames(
        'inline-flex min-h-target min-w-target items-center py-1 wrap-anywhere underline-offset-3',
        isDone ? struck : 'text-ink no-underline hover:underline',
      )}
    >
      {task.title}
    </a>
  );
}

/** A double click is one press: its second half would take the first one back, or tick the next occurrence. */
function checkDoubleClick(event: MouseEvent): void {
  if (event.detail < 2) return;
  event.preventDefault();
  event.stopPropagation();
}

export interface TaskRowProps {
  /** As the answer has it, until it is known how it is now. */
  task: ShownTask;
  /** The answer shows it as it was before it was deleted. */
  gone: boolean;
  tasksUrl: string;
}

/** A task of an answer as it is now: it is ticked in its place, and its title leads to it. */
export function TaskRow({ task: shown, gone, tasksUrl }: TaskRowProps): ReactElement {
  const row = useRef<HTMLLIElement>(null);
  const state = useTaskState(shown.id, row);
  const tick = useTick();
  const task = state?.task ?? shown;
  const isGone = state && (state.task !== null || state.isGone) ? state.isGone : gone;
  const isDone = state?.wanted ?? Boolean(task.completedAt);
  return (
    <li ref={row} className="flex items-start gap-1 px-2 py-0.5">
      {tick === null || isGone ? (
        <Mark done={isDone} />
      ) : (
        <Checkbox
          round
          hideLabel
          label={`Complete ${task.title}`}
          checked={isDone}
          onClickCapture={checkDoubleClick}
          onCheckedChange={(completed) => tick(task, completed)}
        />
      )}
      <span className="flex min-h-target min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 pr-2">
        <Title {...{ task, isDone, isGone, tasksUrl }} />
        {task.dueOn ? <DueDate dueOn={task.dueOn} done={isDone || isGone} /> : null}
      </span>
    </li>
  );
}
