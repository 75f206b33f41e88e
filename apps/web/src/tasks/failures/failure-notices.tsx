'use client';

import { Alert, Button, LinkButton } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { Failure } from './use-failures.ts';

export interface FailureNoticesProps {
  failures: readonly Failure[];
  onDismiss: (id: string) => void;
  /** A notice goes when it is answered; the focus that was on its button has to go somewhere. */
  onGone: () => void;
}

interface FailureNoticeProps {
  failure: Failure;
  onAnswer: (answer?: () => void) => void;
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
      {retry ? (
        <Button size="small" onClick={() => onAnswer(retry)}>
          Try again
        </Button>
      ) : null}
      <Button
        size="small"
        variant={retry || signedOut ? 'quiet' : 'secondary'}
        onClick={() => onAnswer(failure.discard)}
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
export function FailureNotices(props: FailureNoticesProps): ReactElement[] {
  const { failures, onDismiss, onGone } = props;
  return failures.map((failure) => (
    <FailureNotice
      key={failure.id}
      failure={failure}
      onAnswer={(answer) => {
        onGone();
        onDismiss(failure.id);
        answer?.();
      }}
    />
  ));
}
