'use client';

import { useCallback, useEffectEvent, useLayoutEffect, useRef } from 'react';

/** Keys that are typed, and what takes one of them back. */
function typedBy(text: string, { key }: KeyboardEvent): string {
  if (key === 'Backspace') return [...text].slice(0, -1).join('');
  return [...key].length === 1 ? text + key : text;
}

/**
 * Between the key that opens the palette and the moment when its field has the focus, keys belong to the field and
 * not to what is behind it: letters are kept for it, Escape leaves, and nothing else happens. Gives what takes the
 * letters, once.
 */
export function useTypedAhead(isOpening: boolean, onLeave: () => void): () => string {
  const typed = useRef('');
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || document.activeElement?.closest('[role="dialog"]'))
      return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') onLeave();
    else typed.current = typedBy(typed.current, event);
  });
  useLayoutEffect(() => {
    if (!isOpening) return;
    typed.current = '';
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, [isOpening]);
  return useCallback(() => {
    const text = typed.current;
    typed.current = '';
    return text;
  }, []);
}
