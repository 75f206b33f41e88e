'use client';

import { describeProblem, isSignedOut } from '@taskora/api-client';
import { useCallback, useMemo, useState } from 'react';

/** What did not happen and why. */
export interface Failure {
  /** What it is about: a newer failure of the same takes its place. */
  id: string;
  title: string;
  reason: string;
  signedOut: boolean;
  /** Does it once more; absent where what was typed is back in its field. */
  retry?: () => void;
}

export interface FailureReport {
  id: string;
  title: string;
  error: unknown;
  retry?: () => void;
}

/** Failures stay until each is dealt with: the next one, and the next success, hide none of them. */
export function useFailures() {
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const dismiss = useCallback((id: string) => {
    setFailures((all) =>
      all.some((each) => each.id === id) ? all.filter((each) => each.id !== id) : all,
    );
  }, []);
  const report = useCallback(({ id, title, error, retry }: FailureReport) => {
    const failure: Failure = {
      id,
      title,
      reason: describeProblem(error),
      signedOut: isSignedOut(error),
      ...(retry && { retry }),
    };
    setFailures((all) => [...all.filter((each) => each.id !== id), failure]);
  }, []);
  return useMemo(() => ({ failures, report, dismiss }), [failures, report, dismiss]);
}

export type Failures = ReturnType<typeof useFailures>;
