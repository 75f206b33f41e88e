'use client';

import { useRef, useState } from 'react';

import type { EditDraft } from './edit-draft.ts';
import type { Unsaved } from './edit-problem.tsx';
import type { Saved } from './save-edit.ts';

export interface SavingWith {
  onSave: (draft: EditDraft) => Promise<Saved>;
  onSaved: (saved: EditDraft, task: EditDraft['base']) => EditDraft | null;
}

/** Saves a form, and once more what was asked for meanwhile; says why it is still open. */
export function useSaving({ onSave, onSaved }: SavingWith) {
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);
  const [pending, setPending] = useState(false);
  /** Saving was asked for once more while it was pending. */
  const again = useRef(false);

  async function save(first: EditDraft): Promise<void> {
    if (pending) {
      again.current = true;
      return;
    }
    setPending(true);
    setUnsaved(null);
    for (let sent: EditDraft | null = first; sent !== null;) {
      again.current = false;
      const saved = await onSave(sent);
      const isSaved = saved.kind === 'saved' || saved.kind === 'same';
      if (!isSaved) setUnsaved(saved);
      const rest: EditDraft | null = isSaved
        ? onSaved(sent, saved.kind === 'saved' ? saved.task : sent.base)
        : null;
      sent = again.current ? rest : null;
    }
    setPending(false);
  }

  return { save, pending, unsaved };
}
