import { Icon, TextLink } from '@taskora/ui';
import type { ReactElement } from 'react';

import { CardHead, cardClassName } from '../card-frame.tsx';
import { parseTaskList } from '../message-schema.ts';
import { countOf } from './task-count.ts';
import { TaskRows } from './task-rows.tsx';

export interface TaskListCardProps {
  data: unknown;
  tasksUrl: string;
}

/** A list of tasks that the answer is about. */
export function TaskListCard({ data, tasksUrl }: TaskListCardProps): ReactElement {
  const { tasks, total } = parseTaskList(data);
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
        {countOf(total)}
      </CardHead>
      {tasks.length > 0 ? <TaskRows {...{ tasks, total, tasksUrl }} label="Tasks" /> : null}
    </div>
  );
}
