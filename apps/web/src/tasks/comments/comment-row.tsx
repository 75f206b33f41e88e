'use client';

import { describeProblem, type Comment } from '@taskora/api-client';
import { Alert, Button, IconButton } from '@taskora/ui';
import { Markdown } from '@taskora/ui/markdown';
import { useRef, useState, type ReactElement } from 'react';

import { CommentEditor } from './comment-editor.tsx';
import type { CommentEdit } from './comment-edits.ts';
import { commentName } from './comment-text.ts';
import type { useChangeComments } from './use-change-comments.ts';

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

export interface CommentRowProps {
  comment: Comment;
  author: string;
  isOwn: boolean;
  /** It is being changed. */
  edit: CommentEdit | null;
  /** It is deleted, and only what is being written instead of it is left. */
  isGone: boolean;
  changing: ReturnType<typeof useChangeComments>;
  onEdit: (edit: CommentEdit) => void;
  onClose: () => void;
  /** It was deleted, and the focus has to go somewhere. */
  onGone: () => void;
}

/** What somebody said, who and when; one's own can be said otherwise, or taken away. */
export function CommentRow(props: CommentRowProps): ReactElement {
  const { comment, author, isOwn, edit, isGone, changing, onEdit, onClose, onGone } = props;
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const name = commentName(comment.text);

  async function remove(): Promise<void> {
    setPending(true);
    setFailure(null);
    try {
      await changing.remove(comment.id);
      onGone();
      await changing.refresh();
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setPending(false);
    }
  }

  if (edit) {
    return (
      <li className="grid gap-1 text-sm">
        <CommentEditor
          edit={edit}
          isGone={isGone}
          changing={changing}
          onEdit={onEdit}
          onClose={() => {
            onClose();
            if (isGone) onGone();
            // Once the button is there again.
            else requestAnimationFrame(() => editButton.current?.focus());
          }}
        />
      </li>
    );
  }
  return (
    <li className="grid gap-0.5 text-sm">
      <Markdown text={comment.text} below={2} />
      <div className="flex flex-wrap items-center gap-x-2 text-muted">
        <bdi className="font-medium wrap-anywhere">{author}</bdi>
        <time dateTime={comment.createdAt}>{moment.format(new Date(comment.createdAt))}</time>
        {comment.editedAt ? <span>changed</span> : null}
        {isOwn ? (
          <span className="flex">
            <IconButton
              ref={editButton}
              size="small"
              icon="edit"
              label={`Change the comment ${name}`}
              disabled={pending}
              onClick={() => onEdit({ comment, text: comment.text })}
            />
            <IconButton
              size="small"
              icon="trash"
              label={`Delete the comment ${name}`}
              pending={pending}
              onClick={() => void remove()}
            />
          </span>
        ) : null}
      </div>
      {failure ? (
        <Alert
          tone="danger"
          title="The comment was not deleted."
          action={
            <Button size="small" onClick={() => void remove()}>
              Try again
            </Button>
          }
        >
          {failure}
        </Alert>
      ) : null}
    </li>
  );
}
