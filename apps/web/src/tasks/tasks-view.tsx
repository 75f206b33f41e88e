'use client';

import { DraftsProvider } from '@taskora/ui';
import type { ReactElement } from 'react';

import { OutboxProvider } from './outbox/outbox-context.tsx';
import { ReaderId } from './reader.ts';
import { TaskBoard } from './task-board.tsx';
import { AskedSearch } from './views/use-view.ts';

export interface TasksViewProps {
  /** Whose tasks these are; drafts of one person are not shown to the next. */
  owner: string;
  /** The search part of the address that was asked for. */
  search?: string;
}

/** The list and everything that can be done with it. */
export function TasksView({ owner, search = '' }: TasksViewProps): ReactElement {
  return (
    <DraftsProvider owner={owner}>
      <OutboxProvider>
        <ReaderId value={owner}>
          <AskedSearch value={search}>
            <TaskBoard />
          </AskedSearch>
        </ReaderId>
      </OutboxProvider>
    </DraftsProvider>
  );
}
