'use client';

import { newId } from '@taskora/ui';
import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';

const parameter = 'conversation';
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

export interface OpenConversation {
  id: string;
  /** It began in this window and has nothing stored that is not shown already. */
  isNew: boolean;
  open: (id: string) => void;
  startNew: () => void;
  /** Puts the new conversation into the address, so that a reload resumes it. */
  keepInAddress: () => void;
}

/** The conversation that is open is part of the address: reload, back and forward all work. */
export function useOpenConversation(): OpenConversation {
  const given = useSearchParams().get(parameter);
  const addressed = given !== null && idPattern.test(given) ? given : null;
  const [draftId, setDraftId] = useState(newId);

  const open = useCallback((id: string) => {
    setDraftId(newId());
    window.history.pushState(null, '', `/?${parameter}=${id}`);
  }, []);
  const startNew = useCallback(() => {
    setDraftId(newId());
    window.history.pushState(null, '', '/');
  }, []);
  const keepInAddress = useCallback(() => {
    if (addressed === null) window.history.replaceState(null, '', `/?${parameter}=${draftId}`);
  }, [addressed, draftId]);

  const isNew = addressed === null || addressed === draftId;
  return { id: addressed ?? draftId, isNew, open, startNew, keepInAddress };
}
