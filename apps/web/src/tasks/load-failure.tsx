'use client';

import { describeProblem, isSignedOut } from '@taskora/api-client';
import { Alert, Button, LinkButton } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface LoadFailureProps {
  /** What is not there. */
  title?: string;
  error: unknown;
  onRetry: () => void;
}

export function LoadFailure(props: LoadFailureProps): ReactElement {
  const { title = 'Your tasks could not be loaded.', error, onRetry } = props;
  const action = isSignedOut(error) ? (
    <LinkButton href="/sign-in">Sign in</LinkButton>
  ) : (
    <Button onClick={onRetry}>Try again</Button>
  );
  return (
    <Alert tone="danger" title={title} action={action}>
      {describeProblem(error)}
    </Alert>
  );
}
