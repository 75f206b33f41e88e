'use client';

import { describeProblem, newId, type Comment } from '@taskora/api-client';
import { Alert, Button, TextArea, isComposing } from '@taskora/ui';
import { useRef, useState, type FormEvent, type ReactElement } from 'react';

import { isGone as isGoneError } from '../outbox/task-requests.ts';
import type { CommentEdit } from './comment-edits.ts';
import { commentFault, writtenSince } from './comment-text.ts';
import type { useChangeComments } from './use-change-comments.ts';

export interface CommentEditorProps {
  edit: CommentEdit;
  /** There is no such comment any more. */
  isGone: boolean;
  changing: ReturnType<typeof useChangeComments>;
  onEdit: (edit: CommentEdit) => void;
  onClose: () => void;
}

/** The text of a comment while it is changed. It stays until the server has it. */
export function CommentEditor(props: CommentEditorProps): ReactElement {
  const { edit, isGone, changing, onEdit, onClose } = props;
  const { comment, text } = edit;
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** What it says since it was changed elsewhere. */
  const [theirs, setTheirs] = useState<Comment | null>(null);
  /** Under it the text becomes a comment of its own, once. */
  const key = useRef(newId());
  /** What is in the field by now, also after this has waited for something. */
  const latest = useRef(text);
  const written = text.trim();
  const fault =
    written === '' ? 'A comment needs a text. Write one, or cancel.' : commentFault(text);

  async function save(seen = comment): Promise<void> {
    if (fault || pending) return;
    if (written === seen.text && !isGone) {
      onClose();
      return;
    }
    setPending(true);
    setFailure(null);
    setTheirs(null);
    try {
      if (isGone) await changing.add(written, key.current);
      const edited = isGone ? null : await changing.edit(seen, written);
      await changing.refresh();
      if (edited?.kind === 'conflict') setTheirs(edited.comment);
      else if (edited?.kind !== 'gone') goOn(edited?.comment ?? seen);
    } catch (error) {
      // It was deleted meanwhile; the list says so, and the text stays.
      if (isGoneError(error)) await changing.refresh();
      else setFailure(describeProblem(error));
    } finally {
      setPending(false);
    }
  }

  /** What was written since stays in the field. */
  function goOn(saved: Comment): void {
    const rest = isGone ? writtenSince(text, latest.current) : latest.current;
    if (rest.trim() === (isGone ? '' : written)) onClose();
    else onEdit({ comment: { ...saved, text: written }, text: rest });
    key.current = newId();
  }

  /** Goes on from what it says now, which was shown. */
  function keepMine(now: Comment): void {
    onEdit({ comment: now, text });
    void save(now);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void save();
  }

  return (
    <form noValidate onSubmit={submit} className="grid justify-items-start gap-2">
      <TextArea
        framed
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by the button in its place
        autoFocus
        dir="auto"
        className="w-full"
        label="Change the comment"
        hideLabel
        data-own-escape
        value={text}
        error={fault}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return;
          // What is written stays: Escape leaves the field alone.
          if (written === comment.text) onClose();
          else event.currentTarget.blur();
        }}
        onChange={({ currentTarget: { value } }) => {
          latest.current = value;
          onEdit({ comment, text: value });
        }}
      />
      {isGone ? (
        <Alert tone="danger" title="Not saved: this comment was deleted elsewhere.">
          What you wrote is still here. Add it as a new comment, or cancel.
        </Alert>
      ) : null}
      {theirs && !isGone ? (
        <Alert
          tone="danger"
          title="Not saved: this comment was changed elsewhere meanwhile."
          action={
            <>
              <Button size="small" variant="primary" onClick={() => keepMine(theirs)}>
                Keep mine
              </Button>
              <Button size="small" onClick={onClose}>
                Take the other
              </Button>
            </>
          }
        >
          <p className="wrap-anywhere">
            There: <bdi className="whitespace-pre-wrap">“{theirs.text}”</bdi>
          </p>
        </Alert>
      ) : null}
      {failure ? (
        <Alert tone="danger" title="The comment was not changed.">
          {failure} What you wrote is still here.
        </Alert>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary" pending={pending}>
          {isGone ? 'Add as new comment' : 'Save comment'}
        </Button>
        <Button size="small" onClick={onClose}>
          Cancel change
        </Button>
      </div>
    </form>
  );
}
