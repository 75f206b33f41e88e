'use client';

import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';

import { searchOf, viewIn, type View } from './view.ts';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** The search part of the address as the page was asked for: what the server renders is of it, too. */
export const AskedSearch = createContext('');

/** The view of the address. */
export function useView(): View {
  const asked = useContext(AskedSearch);
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => asked,
  );
  return useMemo(() => viewIn(search), [search]);
}

/**
 * Goes to another view: nothing is asked of the server for it, and what is open stays open. One that takes the
 * place of the view that is shown is no step of the browser's Back.
 */
export function showView(view: View, { replaces = false } = {}): void {
  const address = `${window.location.pathname}${searchOf(view)}`;
  if (address === `${window.location.pathname}${window.location.search}`) return;
  if (replaces) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
  if (!replaces) window.scrollTo({ top: 0 });
  for (const listener of listeners) listener();
}
