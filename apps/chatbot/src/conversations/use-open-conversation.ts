'use client';

import { newId } from '@taskora/api-client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';

import { addressOf, conversationIn } from './conversation-address.ts';

export interface OpenConversation {
  id: string;
  /** It began in this window and has nothing stored that is not shown already. */
  isNew: boolean;
  /** Under this name the draft is kept; conversations that are not begun yet share one. */
  draftName: string;
  open: (id: string) => void;
  startNew: () => void;
  /** Puts the new conversation into the address, so that a reload resumes it. */
  keepInAddress: () => void;
}

/** The conversation that is open is part of the address: reload, back and forward all work. */
export function useOpenConversation(): OpenConversation {
  const addressed = conversationIn(useSearchParams());
  const [draftId, setDraftId] = useState(newId);

  const open = useCallback((id: string) => {
    setDraftId(newId());
    window.history.pushState(null, '', addressOf(id));
  }, []);
  const startNew = useCallback(() => {
    setDraftId(newId());
    window.history.pushState(null, '', '/');
  }, []);
  const keepInAddress = useCallback(() => {
    if (addressed === null) window.history.replaceState(null, '', addressOf(draftId));
  }, [addressed, draftId]);

  const isNew = addressed === null || addressed === draftId;
  const draftName = `message:${addressed ?? 'new'}`;
  return { id: addressed ?? draftId, isNew, draftName, open, startNew, keepInAddress };
}
