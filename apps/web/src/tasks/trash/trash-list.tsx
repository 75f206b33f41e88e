'use client';

import type { TrashedTask } from '@taskora/api-client';
import { Button, Card } from '@taskora/ui';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';

import { LoadingList } from '../list/loading-list.tsx';
import { meaningOfRowKey } from '../list/row-keys.ts';
import { TaskTitle } from '../list/task-title.tsx';
import { useDoubleClicks } from '../list/use-double-clicks.ts';
import { LoadFailure } from '../load-failure.tsx';
import { MoreTasks } from '../pages/more-tasks.tsx';
import { NothingHere } from '../views/nothing-here.tsx';
import { keptUntil } from './kept-until.ts';
import { useTrash, type TrashWith } from './use-trash.ts';

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});

function Day({ at }: { at: Date }): ReactElement {
  return <time dateTime={at.toISOString()}>{dayFormat.format(at)}</time>;
}

interface TrashRowProps {
  trashed: TrashedTask;
  /** The one row of the list that the Tab key stops at. */
  current: boolean;
  onRestore: () => void;
}

function TrashRow({ trashed, current, onRestore }: TrashRowProps): ReactElement {
  const { task, deletedAt } = trashed;
  return (
    <li data-task={task.id} className="flex items-center gap-3 px-4 py-1 sm:px-5">
      <div className="flex min-h-target min-w-0 flex-1 flex-col justify-center py-1">
        <TaskTitle title={task.title} className="text-start wrap-anywhere" />
        <p className="text-sm text-muted">
          Deleted <Day at={new Date(deletedAt)} /> · gone for ever on{' '}
          <Day at={keptUntil(deletedAt)} />
        </p>
      </div>
      <Button
        size="small"
        aria-label={`Restore ${task.title}`}
        tabIndex={current ? 0 : -1}
        data-control="restore"
        onClick={onRestore}
      >
        Restore
      </Button>
    </li>
  );
}

export interface TrashListProps extends TrashWith {
  /** Called when the last task was restored and the focus has nowhere to go in the list. */
  onEmptied: () => void;
}

/** What was deleted: one stop of the Tab key, in which the keys are those of every list of tasks. */
export function TrashList({ onEmptied, ...surroundings }: TrashListProps): ReactElement {
  const { query, items, restore } = useTrash(surroundings);
  const [focused, setFocused] = useState<string | null>(null);
  const checkDoubleClick = useDoubleClicks(items?.map(({ task }) => task) ?? []);
  const list = useRef<HTMLUListElement>(null);
  /** The row that gets the focus when the one that had it is gone. */
  const wanted = useRef<string | null>(null);

  useLayoutEffect(() => {
    const id = wanted.current;
    if (id === null) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-task]') ?? [])];
    rows
      .find((row) => row.dataset['task'] === id)
      ?.querySelector('button')
      ?.focus();
    wanted.current = null;
  });

  if (items === undefined) {
    if (!query.isError) return <LoadingList />;
    return (
      <LoadFailure
        title="The trash could not be loaded."
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }

  function take(index: number): void {
    const row = items?.[index];
    if (row === undefined) return;
    const neighbour = items?.[index + 1] ?? items?.[index - 1];
    wanted.current = neighbour?.task.id ?? null;
    void restore(row.task);
    if (neighbour === undefined) onEmptied();
  }

  function press(event: KeyboardEvent<HTMLElement>): void {
    // The focus goes to the next row, whose task a key that is only held does not mean.
    if (event.key === 'Enter' && event.repeat) event.preventDefault();
    const meaning = meaningOfRowKey(event);
    if (!meaning) return;
    event.preventDefault();
    meaning.control.focus();
  }

  const current = items.some(({ task }) => task.id === focused) ? focused : items[0]?.task.id;
  return (
    <>
      {items.length === 0 ? (
        <NothingHere view={{ kind: 'trash' }} project={null} sought="" />
      ) : null}
      {items.length > 0 ? (
        <Card padded={false} className="overflow-clip">
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys act on the buttons inside */}
          <ul
            ref={list}
            aria-label="Deleted tasks"
            className="divide-y divide-line"
            onKeyDown={press}
            onClickCapture={checkDoubleClick}
            onFocus={(event) => {
              const row = event.target.closest<HTMLElement>('[data-task]');
              setFocused(row?.dataset['task'] ?? null);
            }}
          >
            {items.map((trashed, index) => (
              <TrashRow
                key={trashed.task.id}
                trashed={trashed}
                current={trashed.task.id === current}
                onRestore={() => take(index)}
              />
            ))}
          </ul>
        </Card>
      ) : null}
      {query.hasNextPage ? (
        <MoreTasks pending={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
      ) : null}
    </>
  );
}
