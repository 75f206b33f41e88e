'use client';

import { describeProblem, isSignedOut } from '@taskora/api-client';
import { Alert, Button, LinkButton } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface LoadProblemProps {
  /** What is not there. */
  title: string;
  error: unknown;
  onRetry: () => void;
}

/** Stands where a list would be that could not be asked for: nothing is said of what is in it. */
export function LoadProblem({ title, error, onRetry }: LoadProblemProps): ReactElement {
  return (
    <Alert
      tone="danger"
      title={title}
      action={
        isSignedOut(error) ? (
          <LinkButton href="/sign-in">Sign in</LinkButton>
        ) : (
          <Button onClick={onRetry}>Try again</Button>
        )
      }
    >
      {describeProblem(error)}
    </Alert>
  );
}
