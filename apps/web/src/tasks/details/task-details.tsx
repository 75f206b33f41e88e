import type { Priority, Task } from '@taskora/api-client';
import { classNames, DueDate, Icon, VisuallyHidden, type IconName } from '@taskora/ui';
import type { ReactElement, ReactNode } from 'react';

import { TaskTitle } from '../list/task-title.tsx';
import { dueDayHere } from '../views/due-day.ts';
import { priorityNames } from '../words/priority-names.ts';
import { recurrenceText } from '../words/recurrence-text.ts';
import { timeText } from '../words/time-text.ts';

/** What a task has beside its own fields: names and numbers that other tasks and places give. */
export interface Surroundings {
  /** Undefined for a task of no project, and while the names are not known. */
  projectName: string | undefined;
  /** Undefined for a task that stands alone, or whose task is not in the list. */
  parentTitle: string | undefined;
  openSubtasks: number;
  /** Undefined for a task that is assigned to nobody, empty while the name is not known. */
  assigneeName: string | undefined;
}

const tones: Readonly<Record<Priority, string>> = {
  high: 'text-danger',
  medium: 'text-warning',
  low: 'text-accent',
  none: '',
};

interface DetailProps {
  icon: IconName;
  /** What it is, for those who do not see the icon. */
  name: string;
  className?: string;
  children: ReactNode;
}

function Detail({ icon, name, className, children }: DetailProps): ReactElement {
  return (
    <span className={classNames('min-w-0 wrap-anywhere', className)}>
      <Icon name={icon} className="mr-1 inline size-4 align-[-0.15em]" />
      <VisuallyHidden>{name} </VisuallyHidden>
      {children}
    </span>
  );
}

function hasDetails(task: Task, { parentTitle, openSubtasks }: Surroundings): boolean {
  const { priority = 'none', projectId, tags = [], dueOn, deadlineOn, recurrence } = task;
  const { assigneeId } = task;
  const own = [projectId, assigneeId, dueOn, deadlineOn, recurrence, parentTitle].some(Boolean);
  return own || priority !== 'none' || tags.length > 0 || openSubtasks > 0;
}

export interface TaskDetailsProps extends Surroundings {
  task: Task;
}

/** All that a task has beside its title, in the order in which it is asked for, on as few lines as it fits. */
export function TaskDetails({ task, ...surroundings }: TaskDetailsProps): ReactElement | null {
  if (!hasDetails(task, surroundings)) return null;
  const { priority = 'none', tags = [], projectId } = task;
  const { dueOn, deadlineOn, recurrence, completedAt } = task;
  const { projectName, parentTitle, openSubtasks, assigneeName } = surroundings;
  const done = completedAt !== null;
  return (
    <div className="flex flex-wrap gap-x-3 text-sm text-muted">
      {dueOn ? (
        <DueDate dueOn={dueOn} dayHere={dueDayHere(task)} time={timeText(task)} done={done} />
      ) : null}
      {recurrence ? (
        <Detail icon="repeat" name="Repeats:">
          {recurrenceText(recurrence)}
        </Detail>
      ) : null}
      {deadlineOn ? <DueDate label="Deadline" dueOn={deadlineOn} done={done} /> : null}
      {priority === 'none' ? null : (
        <Detail
          icon="flag"
          name="Priority"
          className={classNames('font-medium', !done && tones[priority])}
        >
          {priorityNames[priority]}
        </Detail>
      )}
      {openSubtasks > 0 ? (
        <Detail icon="list" name="With">
          {openSubtasks} {openSubtasks === 1 ? 'subtask' : 'subtasks'}
        </Detail>
      ) : null}
      {parentTitle === undefined ? null : (
        <Detail icon="list" name="Part of">
          <TaskTitle title={parentTitle} />
        </Detail>
      )}
      {projectId ? (
        <Detail icon="folder" name="Project">
          {projectName === undefined ? (
            // As wide as a short name, so that less moves once it is known.
            <span aria-hidden="true" className="inline-block w-16" />
          ) : (
            <TaskTitle title={projectName} />
          )}
        </Detail>
      ) : null}
      {assigneeName === undefined ? null : (
        <Detail icon="person" name="Assigned to">
          {assigneeName === '' ? (
            <span aria-hidden="true" className="inline-block w-16" />
          ) : (
            <TaskTitle title={assigneeName} />
          )}
        </Detail>
      )}
      {tags.map((tag) => (
        <Detail key={tag} icon="tag" name="Tag">
          <TaskTitle title={tag} />
        </Detail>
      ))}
    </div>
  );
}
