'use client';

import { useCallback, useState } from 'react';

import type { Arrival } from './task-list.tsx';

/** Names the task that has just come to its place, so that the list brings it into sight. */
export function useArrival(): [Arrival | null, (id: string) => void] {
  const [arrival, setArrival] = useState<Arrival | null>(null);
  const arrive = useCallback(
    (id: string) => setArrival((last) => ({ id, count: (last?.count ?? 0) + 1 })),
    [],
  );
  return [arrival, arrive];
}
