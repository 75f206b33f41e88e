'use client';

import { ApiError, describeProblem, isSignedOut } from '@taskora/api-client';
import { useMemo, useState } from 'react';

/** What did not happen and why. */
export interface Failure {
  /** What it is about: a newer failure of the same takes its place. */
  id: string;
  title: string;
  reason: string;
  signedOut: boolean;
  /** Does it once more; absent where what was typed is back in its field. */
  retry?: () => void;
  /** Gives up the change. */
  discard?: () => void;
}

export interface FailureReport {
  id: string;
  title: string;
  error: unknown;
  retry?: () => void;
  discard?: () => void;
}

/** Without a session nothing can be done at all, so however much fails for that, it is said once. */
export const sessionFailureId = 'session';

/** Whether the same change may be granted another time; a refusal stays one. */
export function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  const { status } = error.problem;
  return status < 400 || status >= 500 || status === 408 || status === 429;
}

function failureOf({ id, title, error, retry, discard }: FailureReport): Failure {
  if (isSignedOut(error)) {
    const reason = 'Sign in to go on. What you are writing stays where it is.';
    return { id: sessionFailureId, title: 'You are signed out.', reason, signedOut: true };
  }
  const repeatable = retry && isWorthRepeating(error);
  const reason = describeProblem(error);
  return {
    id,
    title,
    reason,
    signedOut: false,
    ...(repeatable && { retry }),
    ...(discard && { discard }),
  };
}

/** Failures stay until each is dealt with: the next one, and the next success, hide none of them. */
export function useFailures() {
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const reporter = useMemo(
    () => ({
      report: (failed: FailureReport) => {
        const failure = failureOf(failed);
        setFailures((all) => [...all.filter((each) => each.id !== failure.id), failure]);
      },
      dismiss: (id: string) =>
        setFailures((all) =>
          all.some((each) => each.id === id) ? all.filter((each) => each.id !== id) : all,
        ),
    }),
    [],
  );
  return { failures, reporter };
}

/** Takes failures in; it stays the same while they come and go. */
export type FailureReporter = ReturnType<typeof useFailures>['reporter'];
