'use client';

import {
  createComment,
  describeProblem,
  getListCommentsQueryKey,
  listComments,
  newId,
  sendChange,
  type Task,
} from '@taskora/api-client';
import { Alert, Button, Spinner, TextArea, isComposing } from '@taskora/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';

import { charactersIn } from '../add/title-text.ts';
import { LoadFailure } from '../load-failure.tsx';
import { summaryOf } from '../undo/change-summary.tsx';
import type { Undo } from '../undo/use-undo.tsx';
import { useCommentDraft } from './comment-draft.ts';

/** What the API takes. */
const commentCharactersMax = 32_768;

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

export interface CommentsProps {
  task: Task;
  /** A comment is a change of its task, and is undone in its turn. */
  onBeginChange: Undo['begin'];
}

/** What was written while the rest of it was being sent. */
function writtenSince(sent: string, now: string): string {
  return now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;
}

/** Adds what is written under one key for as long as it is the same: it is there once. */
function useAddComment({ task, onBeginChange }: CommentsProps) {
  const { id: taskId, title } = task;
  const queryClient = useQueryClient();
  const { draft, latest, write } = useCommentDraft(taskId);
  const { text } = draft;
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function add(): Promise<void> {
    const written = text.trim();
    if (written === '' || pending) return;
    const sent = draft.sent?.text === written ? draft.sent : { text: written, key: newId() };
    write({ text, sent });
    const doing = onBeginChange();
    setPending(true);
    setFailure(null);
    try {
      const send = (options: object) => createComment(taskId, { text: written }, options);
      const { changeId } = await sendChange(send, { idempotencyKey: sent.key });
      doing.did(summaryOf('changed', title), [changeId]);
      write({ text: writtenSince(text, latest().text), sent: null });
      await queryClient.invalidateQueries({ queryKey: getListCommentsQueryKey(taskId) });
    } catch (error) {
      doing.nothing();
      setFailure(describeProblem(error));
    } finally {
      setPending(false);
    }
  }

  const setText = (next: string) => write({ ...latest(), text: next });
  return { text, setText, pending, failure, add };
}

/** What was said about a task, the oldest first, and a field to say more. */
export function Comments(props: CommentsProps): ReactElement {
  const taskId = props.task.id;
  const query = useQuery({
    queryKey: getListCommentsQueryKey(taskId),
    queryFn: ({ signal }) => listComments(taskId, { signal }),
  });
  const { text, setText, pending, failure, add } = useAddComment(props);
  const count = charactersIn(text);
  const comments = query.data?.items ?? [];

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (count <= commentCharactersMax) void add();
  }

  return (
    <section aria-label="Comments" className="grid gap-2">
      <h2 className="font-sans text-sm font-medium tracking-normal">Comments</h2>
      {query.isError && !query.data ? (
        <LoadFailure
          title="The comments could not be loaded."
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.isPending ? <Spinner label="Loading comments" /> : null}
      {comments.length > 0 ? (
        <ul aria-label="Comments" className="grid gap-2">
          {comments.map((comment) => (
            <li key={comment.id} className="grid gap-0.5 text-sm">
              <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
                {comment.text}
              </p>
              <time dateTime={comment.createdAt} className="text-muted">
                {moment.format(new Date(comment.createdAt))}
              </time>
            </li>
          ))}
        </ul>
      ) : null}
      <form noValidate onSubmit={submit} className="grid justify-items-start gap-2">
        <TextArea
          framed
          dir="auto"
          className="w-full"
          label="Add a comment"
          hideLabel
          placeholder="Add a comment"
          data-own-escape={text === '' ? undefined : true}
          value={text}
          error={
            count > commentCharactersMax
              ? `The comment has ${count} characters, and ${commentCharactersMax} fit.`
              : undefined
          }
          onKeyDown={(event) => {
            // What is written stays: Escape leaves the field alone, not the form with it.
            if (event.key !== 'Escape' || text === '' || isComposing(event.nativeEvent)) return;
            event.currentTarget.blur();
          }}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {failure ? (
          <Alert tone="danger" title="The comment was not added.">
            {failure} What you wrote is still here.
          </Alert>
        ) : null}
        <Button type="submit" pending={pending}>
          Add comment
        </Button>
      </form>
    </section>
  );
}
