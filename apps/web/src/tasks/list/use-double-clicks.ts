'use client';

import type { Task } from '@taskora/api-client';
import { useRef, type MouseEvent } from 'react';

/**
 * The second half of a double click is for what the first half met: a row that has come to its place since,
 * or the next occurrence of the same task, is not meant.
 */
export function useDoubleClicks(tasks: readonly Task[]): (event: MouseEvent) => void {
  const met = useRef('');
  return (event) => {
    const row = event.target instanceof Element ? event.target.closest('[data-task]') : null;
    const id = row?.getAttribute('data-task');
    const occurrence = tasks.find((task) => task.id === id)?.recurrence?.originalOn;
    const meets = `${id ?? ''} ${occurrence ?? ''}`;
    if (event.detail < 2 || meets === met.current) {
      met.current = meets;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
