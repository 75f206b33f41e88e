'use client';

import type { Task } from '@taskora/api-client';
import { useEffect, useMemo, useState } from 'react';

import type { View } from '../views/view.ts';

const none: ReadonlyMap<string, Task> = new Map();

/**
 * Lets a task keep its place although its order has changed: a completed task stays under the eye and the
 * pointer, where it can be reopened, instead of going behind all that is open. When the page is left for
 * another one, or another view is shown, everything goes to its own place.
 */
export function usePinnedPositions(view: View) {
  const [places, setPlaces] = useState(none);
  const [heldIn, setHeldIn] = useState(view);
  if (heldIn !== view) {
    setHeldIn(view);
    setPlaces(none);
  }
  const holder = useMemo(
    () => ({
      hold: (task: Task) =>
        setPlaces((held) => (held.has(task.id) ? held : new Map(held).set(task.id, task))),
      release: (id: string) =>
        setPlaces((held) => new Map([...held].filter(([each]) => each !== id))),
    }),
    [],
  );

  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') setPlaces(none);
    };
    document.addEventListener('visibilitychange', leave);
    return () => document.removeEventListener('visibilitychange', leave);
  }, []);
  return { places, holder };
}

export type PositionPins = ReturnType<typeof usePinnedPositions>['holder'];
