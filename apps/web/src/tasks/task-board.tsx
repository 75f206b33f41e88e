'use client';

import { isSignedOut } from '@taskora/api-client';
import { EmptyState } from '@taskora/ui';
import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react';

import { QuickAdd } from './add/quick-add.tsx';
import { FailureNotices } from './failures/failure-notices.tsx';
import { LoadingList } from './list/loading-list.tsx';
import { TaskList } from './list/task-list.tsx';
import { LoadFailure } from './load-failure.tsx';
import { MoreTasks } from './pages/more-tasks.tsx';
import { TaskSummary } from './pages/task-summary.tsx';
import { HelpDialog } from './shortcuts/help-dialog.tsx';
import type { Command } from './shortcuts/shortcut.ts';
import { useShortcuts } from './shortcuts/use-shortcuts.ts';
import { useSingleKeys } from './shortcuts/use-single-keys.ts';
import { TasksHeader } from './tasks-header.tsx';
import { HistoryDialog } from './undo/history-dialog.tsx';
import { useTaskBoard } from './use-task-board.ts';
import { useRowActions } from './use-row-actions.ts';

/** Where the pointer is a finger, a focused field would open the keyboard over the list. */
function hasFinePointer(): boolean {
  return typeof matchMedia === 'undefined' || matchMedia('(pointer: fine)').matches;
}

export function TaskBoard(): ReactElement {
  const board = useTaskBoard();
  const rowActions = useRowActions(board);
  const input = useRef<HTMLInputElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [dialog, setDialog] = useState<'help' | 'history' | null>(null);
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const { tasks, query, actions, undo, sought, setSearch } = board;
  const { fetchNextPage } = query;
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

  useShortcuts(singleKeys && dialog === null, (command: Command) => {
    if (dialog !== null) return false;
    switch (command) {
      case 'add':
        focusInput();
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
  });

  return (
    <div className="grid gap-4 pb-20">
      <TasksHeader
        headingRef={heading}
        searchRef={searchField}
        search={board.search}
        onSearch={setSearch}
        onHistory={() => setDialog('history')}
        onHelp={() => setDialog('help')}
        summary={<TaskSummary tasks={board.whole ? tasks : null} counted={board.summary.data} />}
      />
      <QuickAdd
        inputRef={input}
        onAdd={(sending) => {
          setSearch('');
          return actions.addLine(sending);
        }}
        onAddEach={(lines) => {
          setSearch('');
          actions.addEach(lines);
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
      {query.isError && tasks === null ? (
        <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? <LoadingList /> : null}
      {tasks?.length === 0 && sought === '' ? (
        <EmptyState icon="list" title="Nothing to do">
          Write the first task above, with a due date if it has one.
        </EmptyState>
      ) : null}
      {tasks?.length === 0 && sought !== '' ? (
        <EmptyState icon="search" title="Nothing found">
          No task has all of these words.
        </EmptyState>
      ) : null}
      {tasks && tasks.length > 0 ? (
        <TaskList
          tasks={tasks}
          drafts={board.drafts}
          addedAs={board.state.addedAs}
          arrival={board.arrival}
          actions={rowActions}
          onEmptied={focusInput}
        />
      ) : null}
      {query.hasNextPage ? (
        <MoreTasks pending={query.isFetchingNextPage} onMore={showMore} />
      ) : null}
      <HelpDialog
        open={dialog === 'help'}
        onOpenChange={(open) => setDialog(open ? 'help' : null)}
        singleKeys={singleKeys}
        onSingleKeys={setSingleKeys}
      />
      <HistoryDialog
        open={dialog === 'history'}
        onOpenChange={(open) => setDialog(open ? 'history' : null)}
        takeBack={undo.takeBack}
      />
    </div>
  );
}
