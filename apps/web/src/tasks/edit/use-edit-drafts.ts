'use client';

import { useDraft, useDrafts } from '@taskora/ui';
import type { Task } from '@taskora/api-client';
import { useMemo } from 'react';

import { differing, draftOf, rebased, storedDrafts, type EditDraft } from './edit-draft.ts';

const name = 'edits';

/** The forms that are open, by the id of their task. They outlive a reload of the page. */
export function useEditDrafts() {
  const drafts = useDrafts();
  const [text] = useDraft(name);
  const open = useMemo(() => storedDrafts(text), [text]);
  const forms = useMemo(() => {
    const others = (id: string) =>
      storedDrafts(drafts.read(name)).filter((draft) => draft.base.id !== id);
    const change = (draft: EditDraft) =>
      drafts.write(name, JSON.stringify([...others(draft.base.id), draft]));
    const close = (id: string) => {
      const rest = others(id);
      drafts.write(name, rest.length === 0 ? null : JSON.stringify(rest));
    };
    /**
     * Closes a form whose content is saved. What was typed since stays, based on the task as it is now, and
     * is returned.
     */
    const settle = (saved: EditDraft, task: Task): EditDraft | null => {
      const { id } = saved.base;
      const now = storedDrafts(drafts.read(name)).find((draft) => draft.base.id === id);
      const typed = now ? differing(now, saved) : [];
      if (now === undefined || typed.length === 0) {
        close(id);
        return null;
      }
      const rest = rebased(now, task, typed);
      change(rest);
      return rest;
    };
    return { change, close, settle, begin: (task: Task) => change(draftOf(task)) };
  }, [drafts]);
  return { open, forms };
}

export type EditForms = ReturnType<typeof useEditDrafts>['forms'];
