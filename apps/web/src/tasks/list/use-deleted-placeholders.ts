'use client';

import { useCallback, useEffect, useState, type RefObject } from 'react';

/** Where a task was that a pointer has deleted. */
export interface Placeholder {
  id: string;
  title: string;
  /** In CSS pixels, as high as the row was. */
  height: number;
  /** The row before it; null at the top. */
  after: string | null;
}

/** A finger has no place of rest on the page; after the time of a double tap its gaps close. */
const touchMilliseconds = 1_000;

/**
 * Keeps the place of a deleted row while the pointer is over the list, as browsers do with closed tabs:
 * no other row slides under the pointer, so the second half of a double click meets nothing.
 */
export function useDeletedPlaceholders(list: RefObject<HTMLElement | null>) {
  const [gaps, setGaps] = useState<readonly Placeholder[]>([]);
  const [byTouch, setByTouch] = useState(false);
  const isOpen = gaps.length > 0;

  useEffect(() => {
    if (!isOpen) return;
    const close = () => setGaps([]);
    if (byTouch) {
      const timer = setTimeout(close, touchMilliseconds);
      return () => clearTimeout(timer);
    }
    const follow = (event: PointerEvent) => {
      if (event.target instanceof Node && !list.current?.contains(event.target)) close();
    };
    document.addEventListener('pointermove', follow);
    return () => document.removeEventListener('pointermove', follow);
  }, [isOpen, byTouch, list]);

  const open = useCallback((gap: Placeholder, touch: boolean) => {
    setByTouch(touch);
    setGaps((others) => {
      const rest = others.filter((each) => each.id !== gap.id);
      // Gaps below the deleted row now hang on the row above it, and stay below its own gap.
      const below = rest.filter((each) => each.after === gap.id);
      return [
        ...rest.filter((each) => each.after !== gap.id),
        gap,
        ...below.map((each) => ({ ...each, after: gap.after })),
      ];
    });
  }, []);
  return { gaps, open };
}
