'use client';

import { describeProblem, type Task } from '@taskora/api-client';
import { Alert, Button, isComposing, Spinner, TextField, useDraft } from '@taskora/ui';
import { useEffect, useMemo, useRef, type FormEvent, type ReactElement } from 'react';

import { asOneLine, charactersIn, isTitleTooLong, titleCharactersMax } from '../add/title-text.ts';
import { shownTasks } from '../list/shown-tasks.ts';
import { useOutbox, useOutboxState } from '../outbox/outbox-context.tsx';
import { LoadFailure } from '../load-failure.tsx';
import { useTaskPages } from '../pages/use-task-pages.ts';
import type { SubtaskActions } from './subtask-actions.ts';
import { SubtaskRow } from './subtask-row.tsx';

const nowhere: ReadonlyMap<string, Task> = new Map();

/** What is below a task, as the server has it and as it is being changed. */
function useSubtasks(parentId: string) {
  const outbox = useOutbox();
  const state = useOutboxState(outbox);
  const query = useTaskPages(outbox, { filter: `parent:${parentId}` });
  const { data, hasNextPage } = query;
  const subtasks = useMemo(() => {
    if (!data) return null;
    const belongs = (task: Task) => task.parentId === parentId;
    const all = { outbox: state, belongs, edited: [], places: nowhere };
    // What is being added elsewhere is shown there.
    return shownTasks({ ...all, pages: data.pages, whole: !hasNextPage, holds: belongs }).filter(
      belongs,
    );
  }, [data, hasNextPage, state, parentId]);
  return { query, subtasks };
}

export interface SubtasksProps {
  parent: Task;
  actions: SubtaskActions;
}

/** The parts of a task: each is a task of its own, and is listed with all others too. */
export function Subtasks({ parent, actions }: SubtasksProps): ReactElement {
  const { query, subtasks } = useSubtasks(parent.id);
  const [draft, setDraft] = useDraft(`subtask-${parent.id}`);
  const input = useRef<HTMLInputElement>(null);
  const askedForMore = useRef(false);
  const { hasNextPage } = query;
  const title = asOneLine(draft ?? '');
  const tooLong = isTitleTooLong(title)
    ? `The title has ${charactersIn(title)} characters, and ${titleCharactersMax} fit.`
    : undefined;

  // The button goes with the last page; whoever pressed it stays here.
  useEffect(() => {
    if (hasNextPage || !askedForMore.current) return;
    askedForMore.current = false;
    if (document.activeElement === document.body) input.current?.focus();
  }, [hasNextPage]);

  function add(event: FormEvent): void {
    event.preventDefault();
    input.current?.focus();
    if (title === '' || tooLong) return;
    actions.onAddSubtask(parent, title);
    setDraft(null);
  }

  return (
    <section aria-label="Subtasks" className="grid gap-2">
      <h2 className="font-sans text-sm font-medium tracking-normal">Subtasks</h2>
      {query.isError && !subtasks ? (
        <LoadFailure
          title="The subtasks could not be loaded."
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.isPending ? <Spinner label="Loading subtasks" /> : null}
      {subtasks && subtasks.length > 0 ? (
        <ul aria-label="Subtasks" className="grid">
          {subtasks.map((task) => (
            <SubtaskRow
              key={task.id}
              task={task}
              actions={actions}
              onGone={() => input.current?.focus()}
            />
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Button
          size="small"
          className="justify-self-start"
          pending={query.isFetchingNextPage}
          onClick={() => {
            askedForMore.current = true;
            void query.fetchNextPage();
          }}
        >
          Show more subtasks
        </Button>
      ) : null}
      {query.isFetchNextPageError ? (
        <Alert tone="danger" title="No more subtasks could be loaded.">
          {describeProblem(query.error)}
        </Alert>
      ) : null}
      <form noValidate onSubmit={add} className="flex flex-wrap items-start gap-2">
        <TextField
          ref={input}
          dir="auto"
          className="min-w-44 flex-1"
          label="Add a subtask"
          hideLabel
          placeholder="Add a subtask"
          autoComplete="off"
          enterKeyHint="done"
          data-own-escape={draft ? true : undefined}
          value={draft ?? ''}
          error={tooLong}
          onKeyDown={(event) => {
            // The first Escape is for what is written here, the next one for the form.
            if (event.key !== 'Escape' || !draft || isComposing(event.nativeEvent)) return;
            setDraft(null);
          }}
          onChange={(event) => setDraft(event.currentTarget.value || null)}
        />
        <Button type="submit">Add subtask</Button>
      </form>
    </section>
  );
}
