import { useDraft, useDrafts } from '@taskora/ui';
import * as z from 'zod/mini';

const draftSchema = z.object({
  text: z.string(),
  /** What was sent and may have arrived: sent again as it was, it is the same comment. */
  sent: z.nullable(z.object({ text: z.string(), key: z.string() })),
});

/** A comment as it is being written, with the key under which it went out, if it did. */
export type CommentDraft = z.infer<typeof draftSchema>;

const none: CommentDraft = { text: '', sent: null };

/** What is kept of a comment; what is no draft is the text alone. */
export function storedComment(kept: string | null): CommentDraft {
  if (kept === null) return none;
  try {
    return draftSchema.safeParse(JSON.parse(kept)).data ?? { text: kept, sent: null };
  } catch {
    return { text: kept, sent: null };
  }
}

/** The comment on a task that is not added yet. It outlives a reload of the page, and so does its key. */
export function useCommentDraft(taskId: string) {
  const name = `comment-${taskId}`;
  const drafts = useDrafts();
  const [kept] = useDraft(name);
  return {
    draft: storedComment(kept),
    /** As it is now, also after this page has waited for something. */
    latest: () => storedComment(drafts.read(name)),
    write: (draft: CommentDraft) =>
      drafts.write(name, draft.text === '' ? null : JSON.stringify(draft)),
  };
}
