'use client';

import type { Task } from '@taskora/api-client';
import { useDebounced, useToday } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import { useContext, useMemo, useState } from 'react';

import { useAssigneeNames } from './assign/use-assignee-names.ts';
import { projectsQuery } from './details/projects-query.ts';
import { surroundingsOf } from './details/surroundings.ts';
import { useEditDrafts } from './edit/use-edit-drafts.ts';
import { useFailures } from './failures/use-failures.ts';
import { shownTasks } from './list/shown-tasks.ts';
import { useArrival } from './list/use-arrival.ts';
import { usePinnedPositions } from './list/use-pinned-positions.ts';
import { useByHand } from './order/use-by-hand.ts';
import { useOutbox, useOutboxState } from './outbox/outbox-context.tsx';
import { useLiveTasks } from './pages/use-live-tasks.ts';
import { useSummary } from './pages/use-summary.ts';
import { isFoundBy, useTaskPages } from './pages/use-task-pages.ts';
import { ReaderId } from './reader.ts';
import { useUndo } from './undo/use-undo.tsx';
import { useTaskActions } from './use-task-actions.ts';
import { countsFrom, countsIn } from './views/counts.ts';
import { useSavedView } from './views/saved/use-saved-view.ts';
import { shownProject } from './views/shown-project.ts';
import { useSharedSpaces } from './views/use-shared-spaces.ts';
import { useView } from './views/use-view.ts';
import { filterOf, givenBy, isIn } from './views/view.ts';

const searchPauseMilliseconds = 200;

/** The tasks as they are to be shown, and all that acts on them. */
export function useTaskBoard() {
  const outbox = useOutbox();
  const state = useOutboxState(outbox);
  const [search, setSearch] = useState('');
  const rested = useDebounced(search.trim(), searchPauseMilliseconds);
  const sought = search.trim() === '' ? '' : rested;
  const view = useView();
  const today = useToday();
  const reader = useContext(ReaderId);
  const whole = useTaskPages(outbox, {});
  const isWhole = whole.data !== undefined && !whole.hasNextPage;
  const saved = useSavedView(view);
  const [byHand, setByHand] = useByHand(view);
  const isSaved = view.kind === 'saved' && sought === '';
  // What is on this page already is found here; of a longer list, and by a filter, the server knows more.
  const isAsked =
    isSaved || sought !== '' || (view.kind !== 'all' && whole.data !== undefined && !isWhole);
  const asked = isSaved
    ? (saved.asked ?? { enabled: false, filter: view.id })
    : {
        search: sought,
        ...(sought === '' && {
          filter: filterOf(view, today),
          ...(byHand && { sort: 'position' }),
        }),
      };
  const query = useTaskPages(outbox, isAsked ? asked : {});
  const summary = useSummary();
  const projectList = useQuery(projectsQuery);
  const projects = projectList.data?.items;
  const project = shownProject(view, projectList);
  const shared = useSharedSpaces(view);
  const { failures, reporter } = useFailures();
  const [arrival, onArrive] = useArrival();
  const { places, holder } = usePinnedPositions(view);
  const { open, forms } = useEditDrafts(outbox);
  const undo = useUndo(reporter, onArrive);
  const actions = useTaskActions({ failures: reporter, undo, forms, places: holder, onArrive });
  useLiveTasks(summary, reporter);

  const edited = useMemo(() => open.map((draft) => draft.base), [open]);
  const all = useMemo(() => {
    if (!isWhole) return null;
    const { pages } = whole.data;
    return shownTasks({ pages, whole: true, outbox: state, belongs: () => true, edited, places });
  }, [whole.data, isWhole, state, edited, places]);

  const { data, hasNextPage, isPlaceholderData } = query;
  const tasks = useMemo(() => {
    if (isSaved) {
      // What was shown before says nothing of this view, and what was done here stays under the eye.
      const pages = isPlaceholderData ? [] : data?.pages;
      const belongs = ({ id }: Task) => places.has(id);
      return pages
        ? shownTasks({ pages, whole: false, outbox: state, belongs, ranked: true, edited, places })
        : null;
    }
    if (!data || (view.kind === 'all' && sought === '' && all)) return all;
    const holds = (task: Task) => today !== null && isIn(view, task, today, reader);
    return shownTasks({
      pages: data.pages,
      whole: !hasNextPage,
      outbox: state,
      belongs: (task) => sought === '' || isFoundBy(task, sought),
      ...(sought === '' ? { holds, byHand } : { ranked: true }),
      edited,
      places,
    });
  }, [
    data,
    all,
    hasNextPage,
    isPlaceholderData,
    isSaved,
    byHand,
    state,
    sought,
    edited,
    places,
    view,
    today,
    reader,
  ]);

  const assigneeNameOf = useAssigneeNames(all ?? tasks);
  const surroundings = useMemo(
    () =>
      surroundingsOf({
        projects: projects ?? [],
        tasks: all ?? tasks ?? [],
        whole: all !== null,
        assigneeNameOf,
      }),
    [projects, tasks, all, assigneeNameOf],
  );
  const counted = summary.data;
  const countOf = useMemo(
    () => (all && today ? countsIn(all, today, reader) : countsFrom(counted)),
    [all, today, reader, counted],
  );
  return {
    view,
    /** The saved views, and the one that is shown. */
    saved,
    /** Tasks are in the order that people made. */
    byHand,
    setByHand,
    projects,
    /** Why they are not there. */
    projectsFailure:
      projectList.isError && !projects
        ? { error: projectList.error, onRetry: () => void projectList.refetch() }
        : null,
    project,
    /** The shared spaces of the person, and the one of the address. */
    shared,
    tasks,
    /** Every task of the person; null while there are pages that are not loaded. */
    all,
    surroundingsOf: surroundings,
    countOf,
    /** What a task gets that is written in this view. */
    given: givenBy(view, { today, project }),
    query,
    summary,
    search,
    sought,
    setSearch,
    state,
    failures,
    reporter,
    arrival,
    /** Brings a task of the list into sight. */
    onArrive,
    drafts: open,
    forms,
    undo,
    actions,
  };
}

export type TaskBoardState = ReturnType<typeof useTaskBoard>;
