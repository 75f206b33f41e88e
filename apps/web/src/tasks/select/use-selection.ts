'use client';

import type { Task } from '@taskora/api-client';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';

import { isUnconfirmed } from '../outbox/optimistic-change.ts';
import type { View } from '../views/view.ts';
import {
  nothingSelected,
  withAll,
  withoutIds,
  withRange,
  withToggled,
  type Selection,
} from './selection.ts';

/**
 * Which of the shown tasks are selected, to be changed together; null while none can be. What is not shown
 * is never among them, and another view begins without a selection.
 */
export function useSelection(view: View, tasks: readonly Task[] | null) {
  const [selection, setSelection] = useState<Selection | null>(null);
  const [heldIn, setHeldIn] = useState(view);
  if (heldIn !== view) {
    setHeldIn(view);
    setSelection(null);
  }
  const shown = useRef(tasks);
  useLayoutEffect(() => {
    shown.current = tasks;
  }, [tasks]);
  const select = useMemo(() => {
    const ids = () => (shown.current ?? []).map(({ id }) => id);
    return {
      begin: () => setSelection((known) => known ?? nothingSelected),
      end: () => setSelection(null),
      /** Takes those out, and ends where nothing else is selected; a selection of others stays. */
      drop: (gone: readonly string[]) =>
        setSelection((known) => known && withoutIds(known, new Set(gone), ids())),
      toggle: (id: string, asRange: boolean) =>
        setSelection((known) => {
          const before = known ?? nothingSelected;
          return asRange ? withRange(before, id, ids()) : withToggled(before, id);
        }),
      all: () => setSelection(withAll(ids())),
    };
  }, []);
  const selected = useMemo(
    () =>
      selection &&
      (tasks ?? []).filter((task) => selection.ids.has(task.id) && !isUnconfirmed(task)),
    [selection, tasks],
  );
  return { selected, ids: selection?.ids ?? null, select };
}

export type Select = ReturnType<typeof useSelection>['select'];
