'use client';

import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/**
 * A choice that this browser remembers for all its tabs; null where there is none, on the server, and without
 * storage, where it stays as it is.
 */
export function useStoredChoice(key: string): [string | null, (choice: string) => void] {
  const read = useCallback(() => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }, [key]);
  const choice = useSyncExternalStore(subscribe, read, () => null);
  const choose = useCallback(
    (next: string) => {
      try {
        localStorage.setItem(key, next);
      } catch {
        // It is not remembered then.
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [choice, choose];
}
