import type { Task, TaskChanges } from '@taskora/api-client';
import * as z from 'zod/mini';

/** What is in the form, and the task as it was when the form was opened. */
export interface EditDraft {
  base: Task;
  title: string;
  /** `YYYY-MM-DD`, or empty. */
  dueOn: string;
}

const draftSchema = z.array(
  z.object({
    base: z.looseObject({ id: z.string(), title: z.string(), dueOn: z.nullable(z.string()) }),
    title: z.string(),
    dueOn: z.string(),
  }),
);

export function draftOf(task: Task): EditDraft {
  return { base: task, title: task.title, dueOn: task.dueOn ?? '' };
}

/** Only what differs, so that a change made elsewhere to the rest stays. */
export function changesIn({ base, title, dueOn }: EditDraft): TaskChanges {
  const trimmed = title.trim();
  const day = dueOn === '' ? null : dueOn;
  return {
    ...(trimmed !== base.title && { title: trimmed }),
    ...(day !== base.dueOn && { dueOn: day }),
  };
}

/** Drafts as they were kept for this tab; what cannot be read is of another version, and none. */
export function storedDrafts(text: string | null): EditDraft[] {
  if (text === null) return [];
  try {
    // The task is what this page has stored itself; its other fields are only passed on.
    return draftSchema.parse(JSON.parse(text)) as unknown as EditDraft[];
  } catch {
    return [];
  }
}
