'use client';

import { describeProblem, isSignedOut } from '@taskora/api-client';
import { Alert, Button, LinkButton } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface LoadFailureProps {
  error: unknown;
  onRetry: () => void;
}

export function LoadFailure({ error, onRetry }: LoadFailureProps): ReactElement {
  const action = isSignedOut(error) ? (
    <LinkButton href="/sign-in">Sign in</LinkButton>
  ) : (
    <Button onClick={onRetry}>Try again</Button>
  );
  return (
    <Alert tone="danger" title="Your tasks could not be loaded." action={action}>
      {describeProblem(error)}
    </Alert>
  );
}
