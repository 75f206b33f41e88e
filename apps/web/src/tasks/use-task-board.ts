'use client';

import type { Task } from '@taskora/api-client';
import { useMemo, useState } from 'react';

import { useDebounced } from './add/use-debounced.ts';
import { useEditDrafts } from './edit/use-edit-drafts.ts';
import { useFailures } from './failures/use-failures.ts';
import { shownTasks } from './list/shown-tasks.ts';
import { useArrival } from './list/use-arrival.ts';
import { usePinnedPositions } from './list/use-pinned-positions.ts';
import { useOutbox, useOutboxState } from './outbox/outbox-context.tsx';
import { useLiveTasks } from './pages/use-live-tasks.ts';
import { useSummary } from './pages/use-summary.ts';
import { isFoundBy, useTaskPages } from './pages/use-task-pages.ts';
import { useUndo } from './undo/use-undo.tsx';
import { useTaskActions } from './use-task-actions.ts';

const searchPauseMilliseconds = 200;

/** The tasks as they are to be shown, and all that acts on them. */
export function useTaskBoard() {
  const outbox = useOutbox();
  const state = useOutboxState(outbox);
  const [search, setSearch] = useState('');
  const rested = useDebounced(search.trim(), searchPauseMilliseconds);
  const sought = search.trim() === '' ? '' : rested;
  const query = useTaskPages(outbox, sought);
  const summary = useSummary();
  const { failures, reporter } = useFailures();
  const [arrival, onArrive] = useArrival();
  const { places, holder } = usePinnedPositions();
  const { open, forms } = useEditDrafts();
  const undo = useUndo(reporter, onArrive);
  const actions = useTaskActions({ failures: reporter, undo, forms, places: holder, onArrive });
  useLiveTasks(summary, reporter);

  const { data, hasNextPage } = query;
  const tasks = useMemo(
    () =>
      data
        ? shownTasks({
            pages: data.pages,
            whole: !hasNextPage,
            outbox: state,
            belongs: (task: Task) => sought === '' || isFoundBy(task, sought),
            edited: open.map((draft) => draft.base),
            places,
          })
        : null,
    [data, hasNextPage, state, sought, open, places],
  );
  return {
    tasks,
    /** Every task of the person is among them. */
    whole: sought === '' && !hasNextPage && !query.isPlaceholderData,
    query,
    summary,
    search,
    sought,
    setSearch,
    state,
    failures,
    reporter,
    arrival,
    drafts: open,
    forms,
    undo,
    actions,
  };
}

export type TaskBoardState = ReturnType<typeof useTaskBoard>;
