'use client';

import { useSyncExternalStore } from 'react';

/** Seven columns have no room for titles. */
const query = '(width < 40rem)';

const media = () => (typeof matchMedia === 'undefined' ? null : matchMedia(query));

function subscribe(listener: () => void): () => void {
  const list = media();
  list?.addEventListener('change', listener);
  return () => list?.removeEventListener('change', listener);
}

/** Whether the window is too narrow for a week in one row. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => media()?.matches ?? false,
    () => false,
  );
}
