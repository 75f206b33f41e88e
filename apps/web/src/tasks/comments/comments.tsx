'use client';

import {
  describeProblem,
  getListCommentsQueryKey,
  listComments,
  newId,
  type Comment,
} from '@taskora/api-client';
import { Alert, Button, Spinner, TextArea, isComposing } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type ReactElement } from 'react';

import { LoadFailure } from '../load-failure.tsx';
import { useAuthors } from './authors.ts';
import { useCommentDraft } from './comment-draft.ts';
import { useCommentEdits, type CommentEdit } from './comment-edits.ts';
import { CommentRow } from './comment-row.tsx';
import { commentFault, writtenSince } from './comment-text.ts';
import { useChangeComments, type ChangingComments } from './use-change-comments.ts';

/** Adds what is written under one key for as long as it is the same: it is there once. */
function useAddComment(taskId: string, { add, refresh }: ReturnType<typeof useChangeComments>) {
  const { draft, latest, write } = useCommentDraft(taskId);
  const { text } = draft;
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function send(): Promise<void> {
    const written = text.trim();
    if (written === '' || pending) return;
    const sent = draft.sent?.text === written ? draft.sent : { text: written, key: newId() };
    write({ text, sent });
    setPending(true);
    setFailure(null);
    try {
      await add(written, sent.key);
      write({ text: writtenSince(text, latest().text), sent: null });
      await refresh();
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setPending(false);
    }
  }

  const setText = (next: string) => write({ ...latest(), text: next });
  return { text, setText, pending, failure, send };
}

/** Those that are listed, and those that are being changed here although they were deleted elsewhere. */
function withEdited(listed: readonly Comment[], edits: readonly CommentEdit[]): Comment[] {
  const left = edits
    .map(({ comment }) => comment)
    .filter(({ id }) => !listed.some((each) => each.id === id));
  return [...listed, ...left].sort((one, other) => one.createdAt.localeCompare(other.createdAt));
}

/** What was said about a task, the oldest first, and a field to say more. */
export function Comments(props: ChangingComments): ReactElement {
  const { id: taskId, spaceId } = props.task;
  const query = useQuery({
    queryKey: getListCommentsQueryKey(taskId),
    queryFn: ({ signal }) => listComments(taskId, { signal }),
  });
  const changing = useChangeComments(props);
  const { text, setText, pending, failure, send } = useAddComment(taskId, changing);
  const { edits, change, close } = useCommentEdits(taskId);
  const field = useRef<HTMLTextAreaElement>(null);
  const listed = query.data?.items ?? [];
  const authors = useAuthors(spaceId, listed);
  const comments = withEdited(listed, edits);
  const fault = commentFault(text);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!fault) void send();
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
      {authors.query.isError && !authors.query.data ? (
        <LoadFailure
          title="The names of the members could not be loaded."
          error={authors.query.error}
          onRetry={() => void authors.query.refetch()}
        />
      ) : null}
      {query.isPending ? <Spinner label="Loading comments" /> : null}
      {comments.length > 0 ? (
        <ul aria-label="Comments" className="grid gap-2">
          {comments.map((comment) => (
            <CommentRow
              key={comment.id}
              comment={comment}
              author={authors.nameOf(comment)}
              isOwn={authors.isOwn(comment)}
              edit={edits.find((edit) => edit.comment.id === comment.id) ?? null}
              isGone={query.data !== undefined && !listed.includes(comment)}
              changing={changing}
              onEdit={change}
              onClose={() => close(comment.id)}
              onGone={() => field.current?.focus()}
            />
          ))}
        </ul>
      ) : null}
      <form noValidate onSubmit={submit} className="grid justify-items-start gap-2">
        <TextArea
          ref={field}
          framed
          dir="auto"
          className="w-full"
          label="Add a comment"
          hideLabel
          placeholder="Add a comment"
          data-own-escape={text === '' ? undefined : true}
          value={text}
          error={fault}
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
