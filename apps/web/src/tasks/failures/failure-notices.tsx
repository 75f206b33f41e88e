'use client';

import { Alert, Button, LinkButton } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { Failure, Failures } from './use-failures.ts';

export interface FailureNoticesProps {
  failures: Failures;
  /** A notice goes when it is answered; the focus that was on its button has to go somewhere. */
  onGone: () => void;
}

interface FailureNoticeProps {
  failure: Failure;
  onAnswer: (retry?: () => void) => void;
}

function FailureNotice({ failure, onAnswer }: FailureNoticeProps): ReactElement {
  const { retry, signedOut } = failure;
  const action = (
    <>
      {signedOut ? (
        <LinkButton size="small" href="/sign-in">
          Sign in
        </LinkButton>
      ) : null}
      {retry && !signedOut ? (
        <Button size="small" onClick={() => onAnswer(retry)}>
          Try again
        </Button>
      ) : null}
      <Button
        size="small"
        variant={retry || signedOut ? 'quiet' : 'secondary'}
        onClick={() => onAnswer()}
      >
        Dismiss
      </Button>
    </>
  );
  return (
    <Alert tone="danger" title={<bdi>{failure.title}</bdi>} action={action}>
      {failure.reason}
    </Alert>
  );
}

/** Says what was not done; it stays until it is dealt with, because the change is gone from the list. */
export function FailureNotices({ failures, onGone }: FailureNoticesProps): ReactElement[] {
  return failures.failures.map((failure) => (
    <FailureNotice
      key={failure.id}
      failure={failure}
      onAnswer={(retry) => {
        onGone();
        failures.dismiss(failure.id);
        retry?.();
      }}
    />
  ));
}
