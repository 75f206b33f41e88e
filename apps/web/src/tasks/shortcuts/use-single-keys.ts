'use client';

import { useCallback, useSyncExternalStore } from 'react';

const storageKey = 'taskora-single-keys';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function areOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

/**
 * Whether single letters are commands. Somebody who speaks instead of typing would set them off by
 * accident, so they can be switched off (WCAG 2.1.4).
 */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, areOn, () => true);
  const change = useCallback((next: boolean) => {
    try {
      localStorage.setItem(storageKey, next ? 'on' : 'off');
    } catch {
      // Without storage they stay as they are.
    }
    for (const listener of listeners) listener();
  }, []);
  return [on, change];
}
