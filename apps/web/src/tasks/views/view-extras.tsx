'use client';

import { Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import { DaySteps } from '../calendar/day-steps.tsx';
import type { HandOrder } from '../order/use-moving.ts';
import { TaskSummary } from '../pages/task-summary.tsx';
import { ProjectExtras } from '../sections/project-extras.tsx';
import type { ProjectSections } from '../sections/use-project-sections.ts';
import type { TaskBoardState } from '../use-task-board.ts';

export interface ViewExtrasProps {
  board: TaskBoardState;
  order: HandOrder | null;
  sections: ProjectSections;
  onEdit: () => void;
}

/** What stands beside the name of a view: how much there is to do, its form, or its order. */
export function ViewExtras({
  board,
  order,
  sections,
  onEdit,
}: ViewExtrasProps): ReactElement | null {
  const { view, saved, setByHand } = board;
  if (view.kind === 'all') return <TaskSummary tasks={board.all} counted={board.summary.data} />;
  if (view.kind === 'day') return <DaySteps on={view.on} />;
  if (saved.shown) {
    return (
      <Button size="small" variant="quiet" onClick={onEdit}>
        Edit view
      </Button>
    );
  }
  if (!order) return null;
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        aria-pressed={order.byHand}
        onClick={() => setByHand(!order.byHand)}
      >
        Order by hand
      </Button>
      {board.project === 'unknown' ? null : <ProjectExtras sections={sections} />}
    </>
  );
}
