'use client';

import type { Comment } from '@taskora/api-client';
import { useDraft, useDrafts } from '@taskora/ui';
import * as z from 'zod/mini';

const editsSchema = z.array(
  z.object({
    comment: z.object({
      id: z.string(),
      spaceId: z.string(),
      taskId: z.string(),
      authorId: z.string(),
      text: z.string(),
      createdAt: z.string(),
      editedAt: z.nullable(z.string()),
    }),
    text: z.string(),
  }),
);

/** A comment as it was when its field was opened, and what is in the field. */
export interface CommentEdit {
  comment: Comment;
  text: string;
}

function storedEdits(kept: string | null): CommentEdit[] {
  try {
    return kept === null ? [] : (editsSchema.safeParse(JSON.parse(kept)).data ?? []);
  } catch {
    return [];
  }
}

/** The comments on a task that are being changed. They outlive a reload of the page, and their comments. */
export function useCommentEdits(taskId: string) {
  const name = `comment-edits-${taskId}`;
  const drafts = useDrafts();
  const [kept] = useDraft(name);
  const others = (id: string) =>
    storedEdits(drafts.read(name)).filter((edit) => edit.comment.id !== id);
  const write = (edits: readonly CommentEdit[]) =>
    drafts.write(name, edits.length === 0 ? null : JSON.stringify(edits));
  return {
    edits: storedEdits(kept),
    change: (edit: CommentEdit) => write([...others(edit.comment.id), edit]),
    close: (id: string) => write(others(id)),
  };
}
