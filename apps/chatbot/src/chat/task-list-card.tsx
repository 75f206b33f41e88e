import { Icon, TextLink } from '@taskora/ui';
import type { ReactElement } from 'react';

import { CardHead, cardClassName } from './card-frame.tsx';
import { parseTaskList } from './message-schema.ts';
import { TaskRows } from './task-rows.tsx';

function countOf(count: number): string {
  if (count === 0) return 'No tasks';
  return count === 1 ? '1 task' : `${count} tasks`;
}

export interface TaskListCardProps {
  data: unknown;
  tasksUrl: string;
}

/** A list of tasks that the answer is about. */
export function TaskListCard({ data, tasksUrl }: TaskListCardProps): ReactElement {
  const tasks = parseTaskList(data);
  return (
    <div className={cardClassName}>
      <CardHead
        divided={tasks.length > 0}
        sign={<Icon name="list" className="text-accent" />}
        end={
          <TextLink roomy href={tasksUrl}>
            Open in Tasks
          </TextLink>
        }
      >
        {countOf(tasks.length)}
      </CardHead>
      {tasks.length > 0 ? <TaskRows tasks={tasks} label="Tasks" /> : null}
    </div>
  );
}
