'use client';

import { useSyncExternalStore } from 'react';

const subscribeToNothing = (): (() => void) => () => undefined;

/**
 * False in the page as the server sent it, true once scripts answer. What is typed or pressed before
 * that would be lost, so forms keep their fields read-only and their buttons disabled until then.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
}
