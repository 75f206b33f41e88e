'use client';

import { useDraft, useDrafts } from '@taskora/ui';
import type { Task } from '@taskora/api-client';
import { useEffect, useMemo } from 'react';

import type { Outbox } from '../outbox/outbox.ts';
import {
  differing,
  draftOf,
  followed,
  rebased,
  storedDrafts,
  withSent,
  type EditDraft,
} from './edit-draft.ts';

const name = 'edits';

/** The forms that are open, by the id of their task. They outlive a reload of the page. */
export function useEditDrafts(outbox: Outbox) {
  const drafts = useDrafts();
  const [text] = useDraft(name);
  const open = useMemo(() => storedDrafts(text), [text]);
  const forms = useMemo(() => {
    const all = () => storedDrafts(drafts.read(name));
    const others = (id: string) => all().filter((draft) => draft.base.id !== id);
    const openOne = (id: string) => all().find((draft) => draft.base.id === id);
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
      const now = openOne(id);
      const typed = now ? differing(now, saved) : [];
      if (now === undefined || typed.length === 0) {
        close(id);
        return null;
      }
      const rest = rebased(now, task, typed);
      change(rest);
      return rest;
    };
    /** The answer to what was sent is lost; it may be there all the same. */
    const lose = (sent: EditDraft): void => {
      const now = openOne(sent.base.id);
      if (now) change(withSent(now, sent));
    };
    const follow = (task: Task): void => {
      const now = openOne(task.id);
      if (now) change(followed(now, task));
    };
    return { change, close, settle, lose, follow, begin: (task: Task) => change(draftOf(task)) };
  }, [drafts]);
  useEffect(() => outbox.onOwnChange(forms.follow), [outbox, forms]);
  return { open, forms };
}

export type EditForms = ReturnType<typeof useEditDrafts>['forms'];
