'use client';

import { useSyncExternalStore } from 'react';

import { todayInZone } from './due-date-text.ts';

const checkEveryMilliseconds = 15_000;
const listeners = new Set<() => void>();
let today: string | null = null;
let timer: ReturnType<typeof setInterval> | undefined;

/** A laptop that slept over midnight runs its timers late, so the return to the page is checked too. */
function check(): void {
  const now = todayInZone();
  if (now === today) return;
  today = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    check();
    timer = setInterval(check, checkEveryMilliseconds);
    document.addEventListener('visibilitychange', check);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', check);
    today = null;
  };
}

function currentDay(): string {
  return (today ??= todayInZone());
}

/**
 * The reader's own day as `YYYY-MM-DD`, null in the page as the server sent it, which cannot know.
 * A page that stays open over midnight notices. However many dates are shown, one clock serves them.
 */
export function useToday(): string | null {
  return useSyncExternalStore(subscribe, currentDay, () => null);
}
