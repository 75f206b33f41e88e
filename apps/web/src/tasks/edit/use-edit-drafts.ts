'use client';

import { useDraft, useDrafts } from '@taskora/ui';
import type { Task } from '@taskora/api-client';
import { useMemo } from 'react';

import { draftOf, storedDrafts, type EditDraft } from './edit-draft.ts';

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
    return { change, close, begin: (task: Task) => change(draftOf(task)) };
  }, [drafts]);
  return { open, forms };
}

export type EditForms = ReturnType<typeof useEditDrafts>['forms'];
