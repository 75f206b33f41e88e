'use client';

import { describeProblem, isSignedOut, type Task } from '@taskora/api-client';
import { Alert, Button, EmptyState, LinkButton, useToast } from '@taskora/ui';
import { useMemo, useRef, type ReactElement } from 'react';

import { FailureNotice } from './failure-notice.tsx';
import { LoadingList } from './loading-list.tsx';
import { QuickAdd } from './quick-add.tsx';
import { tasksIn } from './task-cache.ts';
import { TaskList } from './task-list.tsx';
import { TaskSummary } from './task-summary.tsx';
import { useTaskActions, type TaskActions } from './use-task-actions.ts';
import { useTaskPages } from './use-task-pages.ts';

function LoadFailure({ error, retry }: { error: unknown; retry: () => void }): ReactElement {
  const action = isSignedOut(error) ? (
    <LinkButton href="/sign-in">Sign in</LinkButton>
  ) : (
    <Button onClick={retry}>Try again</Button>
  );
  return (
    <Alert tone="danger" title="Your tasks could not be loaded." action={action}>
      {describeProblem(error)}
    </Alert>
  );
}

function useDeletion(actions: TaskActions): (task: Task) => void {
  const notify = useToast();
  return (task) => {
    void actions.remove(task).then((removed) => {
      if (!removed) return;
      const restore = { label: 'Undo', onSelect: () => void actions.restore(task) };
      notify({ title: 'Task deleted', action: restore });
    });
  };
}

/** The list and everything that can be done with it. */
export function TasksView(): ReactElement {
  const query = useTaskPages();
  const actions = useTaskActions();
  const deleteTask = useDeletion(actions);
  const input = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const tasks = useMemo(() => (query.data ? tasksIn(query.data) : null), [query.data]);
  const focusInput = () => input.current?.focus();

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h1 ref={heading} tabIndex={-1} className="text-3xl outline-none">
          Tasks
        </h1>
        {tasks ? <TaskSummary tasks={tasks} complete={!query.hasNextPage} /> : null}
      </div>
      <QuickAdd inputRef={input} onAdd={actions.add} />
      {actions.failure ? (
        <FailureNotice
          failure={actions.failure}
          onDismiss={actions.dismiss}
          onGone={() => heading.current?.focus()}
        />
      ) : null}
      {query.isError && tasks === null ? (
        <LoadFailure error={query.error} retry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? <LoadingList /> : null}
      {tasks?.length === 0 ? (
        <EmptyState icon="list" title="Nothing to do">
          Write the first task above. If it has a day, say it too.
        </EmptyState>
      ) : null}
      {tasks && tasks.length > 0 ? (
        <TaskList
          tasks={tasks}
          onChange={(task, changes) => void actions.change(task, changes)}
          onDelete={deleteTask}
          onEmptied={focusInput}
        />
      ) : null}
      {query.hasNextPage ? (
        <Button
          className="justify-self-center"
          pending={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      ) : null}
    </div>
  );
}
