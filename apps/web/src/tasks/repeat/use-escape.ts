'use client';

import { isComposing } from '@taskora/ui';
import { useEffect, useRef, type RefObject } from 'react';

/** Closes a form beside that of the task by Escape, wherever in it the focus is; that of the task stays open. */
export function useEscape(onEscape: () => void): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const element = form.current;
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isComposing(event)) onEscape();
    };
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, [onEscape]);
  return form;
}
