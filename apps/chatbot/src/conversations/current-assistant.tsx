'use client';

import { useGetAssistant } from '@taskora/api-client';
import type { ReactElement } from 'react';

import { nameOf } from '../chat/assistant-name.ts';

/** Who will answer the next message; a deployment decides that, so it is asked for once. */
export function CurrentAssistant(): ReactElement {
  const { data } = useGetAssistant({ query: { staleTime: Number.POSITIVE_INFINITY } });
  // Its line is there from the start, so that nothing moves when the name comes.
  return (
    <p className="min-h-6 px-4 pt-2 text-center text-xs wrap-anywhere text-muted">
      {data === undefined ? null : `Answers: ${nameOf(data)}`}
    </p>
  );
}
