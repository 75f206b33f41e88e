'use client';

import { createContext, useContext, useEffect, useSyncExternalStore, type RefObject } from 'react';

import type { LiveTasks, TaskState } from './live-tasks.ts';

const LiveTasksContext = createContext<LiveTasks | null>(null);

export const LiveTasksProvider = LiveTasksContext.Provider;

/** The tasks as they are now; null where a message is shown by itself. */
export function useLiveTasks(): LiveTasks | null {
  return useContext(LiveTasksContext);
}

const subscribeToNothing = (): (() => void) => () => undefined;

/** What is known of a task, kept up to date while its row is on the screen. */
export function useTaskState(
  id: string,
  row: RefObject<HTMLElement | null>,
): TaskState | undefined {
  const live = useLiveTasks();
  useEffect(() => {
    const element = row.current;
    if (live === null || element === null) return undefined;
    if (typeof IntersectionObserver === 'undefined') return live.watch(id);
    let unwatch: (() => void) | null = null;
    const leave = (): void => {
      unwatch?.();
      unwatch = null;
    };
    const observer = new IntersectionObserver((entries) => {
      if (entries.at(-1)?.isIntersecting) unwatch ??= live.watch(id);
      else leave();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      leave();
    };
  }, [live, id, row]);
  return useSyncExternalStore(
    live?.subscribe ?? subscribeToNothing,
    () => live?.read(id),
    () => undefined,
  );
}
