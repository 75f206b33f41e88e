'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';

import { searchOf, type View } from '../views/view.ts';

const storageKey = 'taskora-by-hand';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function stored(): string {
  try {
    return localStorage.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}

/** Whether a list has an order by hand: those that tasks are put in. */
export const isOrderable = ({ kind }: View): boolean => kind === 'inbox' || kind === 'project';

/** Whether the tasks of a view are in the order that people made by hand; this browser remembers it. */
export function useByHand(view: View): [boolean, (on: boolean) => void] {
  const text = useSyncExternalStore(subscribe, stored, () => '');
  const names = useMemo(() => text.split(' ').filter(Boolean), [text]);
  const name = searchOf(view);
  const change = useCallback(
    (on: boolean) => {
      const rest = names.filter((each) => each !== name);
      try {
        localStorage.setItem(storageKey, (on ? [...rest, name] : rest).join(' '));
      } catch {
        // Without storage the order stays as it is.
      }
      for (const listener of listeners) listener();
    },
    [names, name],
  );
  return [isOrderable(view) && names.includes(name), change];
}
