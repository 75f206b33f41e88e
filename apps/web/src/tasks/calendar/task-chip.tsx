import type { Task } from '@taskora/api-client';
import { classNames, Icon } from '@taskora/ui';
import type { PointerEvent, ReactElement } from 'react';

import { TaskTitle } from '../list/task-title.tsx';
import { isUnconfirmed } from '../outbox/optimistic-change.ts';
import type { DayTask } from './tasks-by-day.ts';

export interface ChipActions {
  /** Called when it is pressed. */
  onOpen: (task: Task) => void;
  /** Called when it is pressed and may be dragged. */
  onGrab: (event: PointerEvent<HTMLElement>, task: Task) => void;
}

export interface TaskChipProps extends ChipActions, DayTask {
  late: boolean;
  /** The Tab key stops at it. */
  focusable: boolean;
  /** There is a line for it alone. */
  roomy?: boolean;
}

/** A task where there is little room: its time and its title. */
export function TaskChip(props: TaskChipProps): ReactElement {
  const { task, time, late, focusable, roomy = false, onOpen, onGrab } = props;
  const done = task.completedAt !== null;
  const waiting = isUnconfirmed(task);
  const notes = [done && ', done', late && ', overdue', task.recurrence && ', repeats'].filter(
    Boolean,
  );
  return (
    <button
      type="button"
      aria-label={`${time === null ? '' : `${time} `}${task.title}${notes.join('')}`}
      data-chip={task.id}
      data-stop=""
      tabIndex={focusable ? 0 : -1}
      disabled={waiting}
      aria-busy={waiting || undefined}
      onPointerDown={(event) => onGrab(event, task)}
      onClick={() => onOpen(task)}
      className={classNames(
        'flex min-h-6 w-full min-w-0 cursor-pointer items-center gap-1 rounded-md px-1.5 text-start text-xs select-none data-dragged:opacity-60',
        'bg-sunken hover:bg-accent-soft',
        roomy && 'min-h-target text-sm',
        done ? 'text-muted line-through' : late ? 'text-danger' : 'text-ink',
      )}
    >
      {time === null ? null : <time className="shrink-0 tabular-nums">{`${time} `}</time>}
      <TaskTitle
        title={task.title}
        className={classNames('min-w-0 flex-1', roomy ? 'wrap-anywhere' : 'truncate')}
      />
      {task.recurrence ? <Icon name="repeat" className="size-3 shrink-0" /> : null}
    </button>
  );
}
