'use client';

import { Alert, Button, LinkButton } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { Failure } from './use-task-actions.ts';

export interface FailureNoticeProps {
  failure: Failure;
  onDismiss: () => void;
  /** The notice goes when it is answered; the focus that was on its button has to go somewhere. */
  onGone: () => void;
}

/** Says what was not done; it stays until it is dealt with, because the change is gone from the list. */
export function FailureNotice({ failure, onDismiss, onGone }: FailureNoticeProps): ReactElement {
  const { retry } = failure;
  const action = (
    <>
      {failure.signedOut ? (
        <LinkButton size="small" href="/sign-in">
          Sign in
        </LinkButton>
      ) : null}
      {retry && !failure.signedOut ? (
        <Button
          size="small"
          onClick={() => {
            onGone();
            retry();
          }}
        >
          Try again
        </Button>
      ) : null}
      <Button
        size="small"
        variant={retry ? 'quiet' : 'secondary'}
        onClick={() => {
          onGone();
          onDismiss();
        }}
      >
        Dismiss
      </Button>
    </>
  );
  return (
    <Alert tone="danger" title={failure.title} action={action}>
      {failure.reason}
    </Alert>
  );
}
