'use client';

import { useCallback, useSyncExternalStore } from 'react';

import { themeCookie, themeIn, type ChosenTheme } from './theme.ts';

const yearSeconds = 31_536_000;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const read = (): ChosenTheme | undefined => themeIn(document.documentElement.dataset['theme']);

/**
 * The theme that the page has by choice, and what chooses another: seen at once, and remembered by this
 * browser for every page of its host. Undefined is as the system.
 */
export function useTheme(): [ChosenTheme | undefined, (theme: ChosenTheme | undefined) => void] {
  const theme = useSyncExternalStore(subscribe, read, () => undefined);
  const choose = useCallback((next: ChosenTheme | undefined) => {
    if (next === undefined) delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
    const secure = window.location.protocol === 'https:' ? '; Secure' : '';
    const age = next === undefined ? 0 : yearSeconds;
    document.cookie = `${themeCookie}=${next ?? ''}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
    for (const listener of listeners) listener();
  }, []);
  return [theme, choose];
}
