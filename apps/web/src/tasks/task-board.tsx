'use client';

import { isSignedOut } from '@taskora/api-client';
import { StatusRegion } from '@taskora/ui';
import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react';

import { QuickAdd } from './add/quick-add.tsx';
import { OpenedCalendar } from './calendar/opened-calendar.tsx';
import { Dialogs, type DialogName } from './dialogs.tsx';
import { FailureNotices } from './failures/failure-notices.tsx';
import { LoadingList } from './list/loading-list.tsx';
import { TaskList, type TaskListProps } from './list/task-list.tsx';
import { useFocusAfterLeaving } from './list/use-focus-after-leaving.ts';
import { LoadFailure } from './load-failure.tsx';
import { MoreTasks } from './pages/more-tasks.tsx';
import { useHandOrder } from './order/use-hand-order.ts';
import { OpenedSectionDialog } from './sections/opened-section-dialog.tsx';
import { OpenedSections } from './sections/opened-sections.tsx';
import { useProjectSections } from './sections/use-project-sections.ts';
import { OpenedSelectionBar } from './select/opened-selection-bar.tsx';
import { useSelection } from './select/use-selection.ts';
import type { Command } from './shortcuts/shortcut.ts';
import { useShortcuts } from './shortcuts/use-shortcuts.ts';
import { useSingleKeys } from './shortcuts/use-single-keys.ts';
import { TasksHeader } from './tasks-header.tsx';
import { OpenedTrash } from './trash/opened-trash.tsx';
import { useRowActions } from './use-row-actions.ts';
import { useTaskBoard } from './use-task-board.ts';
import { NothingHere } from './views/nothing-here.tsx';
import { NoView } from './views/saved/no-view.tsx';
import { useViewForm } from './views/saved/use-view-form.ts';
import { SharedViews } from './views/shared-views.tsx';
import { useViewTitle } from './views/use-view-title.ts';
import { ViewExtras } from './views/view-extras.tsx';
import { ViewNav } from './views/view-nav.tsx';

/** Where the pointer is a finger, a focused field would open the keyboard over the list. */
function hasFinePointer(): boolean {
  return typeof matchMedia === 'undefined' || matchMedia('(pointer: fine)').matches;
}

/** Goes to the row that the Tab key stops at, once the page has its rows as they are now. */
function focusRow(orElse: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const box = document.querySelector<HTMLElement>('[data-task] input[tabindex="0"]');
    (box ?? orElse)?.focus();
  });
}

export function TaskBoard(): ReactElement {
  const board = useTaskBoard();
  const rowActions = useRowActions(board);
  const input = useRef<HTMLInputElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const { query, actions, undo, sought, setSearch, view, projects, project, saved, shared } = board;
  // A search is for tasks, wherever it begins.
  const inTrash = view.kind === 'trash' && board.search.trim() === '';
  const calendar = view.kind === 'calendar' && board.search.trim() === '' ? view : null;
  const hasNoView =
    sought === '' && (saved.isMissing || (saved.error ?? saved.spacesError) !== null);
  const isNowhere = inTrash || calendar !== null || hasNoView;
  const tasks = isNowhere ? null : board.tasks;
  const title = useViewTitle(view, project, saved.shown, shared.shown);
  const { form, openNew, openShown } = useViewForm(board, () => setDialog('view'));
  const left = useFocusAfterLeaving(view, tasks, heading);
  const { selected, ids, select } = useSelection(view, tasks);
  const order = useHandOrder(board);
  const sections = useProjectSections(view, sought);
  const { fetchNextPage } = query;
  // Of what was shown before nothing may belong here; that says nothing of what is being loaded.
  const isIncomplete =
    query.isPlaceholderData || project === 'loading' || shared.shown === 'loading';
  const isLoading = !isNowhere && (query.isPending || (isIncomplete && tasks?.length === 0));
  const focusInput = useCallback(() => input.current?.focus(), []);
  const showMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);

  // What one comes here for; a person who is somewhere on the page already stays there.
  useEffect(() => {
    if (document.activeElement === document.body && hasFinePointer()) {
      input.current?.focus({ preventScroll: true });
    }
  }, []);

  const { resume } = actions;
  useEffect(() => void resume(), [resume]);

  function run(command: Command): boolean {
    switch (command) {
      case 'add':
        focusInput();
        return true;
      case 'palette':
        setDialog('palette');
        return true;
      case 'search':
        searchField.current?.focus();
        searchField.current?.select();
        return true;
      case 'help':
        setDialog('help');
        return true;
      case 'undo':
        return undo.undoLast();
      case 'redo':
        return undo.redoLast();
    }
  }
  const extras = [
    { id: 'history', name: 'Show what was changed lately', run: () => setDialog('history') },
    { id: 'new-view', name: 'Make a new view', run: openNew },
  ];
  const isFormOpen = dialog !== null || sections.form !== null;
  useShortcuts(singleKeys && !isFormOpen, (command) => !isFormOpen && run(command));

  const list: Omit<TaskListProps, 'onEmptied'> | null = tasks && {
    tasks,
    surroundingsOf: board.surroundingsOf,
    drafts: board.drafts,
    addedAs: board.state.addedAs,
    arrival: board.arrival,
    selection: ids,
    select,
    order,
    actions: rowActions,
  };

  return (
    <div className="grid gap-4 pb-20 lg:grid-cols-[12rem_minmax(0,1fr)] lg:gap-8">
      <ViewNav
        shown={view}
        projects={projects}
        failure={board.projectsFailure}
        saved={saved.views}
        onNewView={openNew}
        countOf={board.countOf}
        shared={<SharedViews shown={view} shared={shared} countOf={board.countOf} />}
        sharedFailure={shared.failure}
      />
      <div className="grid min-w-0 content-start gap-4">
        <TasksHeader
          title={title}
          headingRef={heading}
          searchRef={searchField}
          search={board.search}
          onSearch={setSearch}
          selecting={selected !== null}
          onSelecting={isNowhere ? undefined : selected ? select.end : select.begin}
          onHistory={() => setDialog('history')}
          onHelp={() => setDialog('help')}
          onPalette={() => setDialog('palette')}
          summary={<ViewExtras {...{ board, order, sections }} onEdit={openShown} />}
        />
        <QuickAdd
          inputRef={input}
          onAdd={(sending) => {
            setSearch('');
            return actions.addLine(sending, board.given);
          }}
          onAddEach={(lines) => {
            setSearch('');
            actions.addEach(lines, board.given);
          }}
          onBack={(sending, failure) => {
            actions.takeBack(sending);
            if (isSignedOut(failure.error)) {
              board.reporter.report({ id: sending.key, title: '', error: failure.error });
            }
          }}
          onLost={(sending, failure) => actions.reportLost([sending], failure)}
        />
        <FailureNotices
          failures={board.failures}
          onDismiss={board.reporter.dismiss}
          onGone={() => heading.current?.focus()}
        />
        {inTrash ? (
          <OpenedTrash
            revision={board.summary.data?.revision}
            undo={undo}
            failures={board.reporter}
            onEmptied={() => heading.current?.focus()}
          />
        ) : null}
        {calendar ? <OpenedCalendar view={calendar} board={board} heading={heading} /> : null}
        {query.isError && tasks === null && !isNowhere ? (
          <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {hasNoView ? <NoView saved={saved} /> : null}
        {isLoading ? <LoadingList /> : null}
        {tasks?.length === 0 && !isLoading && !sections.isShown ? (
          <NothingHere {...{ view, project, sought }} space={shared.shown} />
        ) : null}
        {list && sections.failure && project !== 'unknown' ? (
          <LoadFailure title="The sections could not be loaded." {...sections.failure} />
        ) : null}
        {list && sections.isShown && !isLoading ? (
          <OpenedSections
            {...{ sections, list }}
            isPartial={query.hasNextPage || isIncomplete}
            onRelocate={actions.relocate}
            onEmptied={focusInput}
          />
        ) : null}
        {list && list.tasks.length > 0 && !sections.isShown ? (
          <TaskList {...list} onEmptied={focusInput} />
        ) : null}
        <StatusRegion>{left}</StatusRegion>
        {query.hasNextPage && !isNowhere ? (
          <MoreTasks pending={query.isFetchingNextPage} onMore={showMore} />
        ) : null}
        <StatusRegion>{selected ? `${selected.length} selected` : ''}</StatusRegion>
        {selected ? (
          <OpenedSelectionBar
            selected={selected}
            select={select}
            onComplete={(task) => actions.complete(task, true)}
            undo={undo}
            failures={board.reporter}
            onLeave={() => focusRow(heading.current)}
          />
        ) : null}
        <OpenedSectionDialog {...{ sections, undo, heading }} />
        <Dialogs
          open={dialog}
          onOpen={setDialog}
          singleKeys={singleKeys}
          onSingleKeys={setSingleKeys}
          undo={undo}
          viewForm={form}
          views={saved.views}
          onViewSaved={() => setSearch('')}
          palette={{
            board,
            shown: {
              selecting: selected !== null,
              calendar: calendar !== null,
              sections: sections.isShown,
            },
            onCommand: run,
            extras,
            field: () => input.current,
          }}
        />
      </div>
    </div>
  );
}
