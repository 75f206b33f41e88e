import { Alert, Button, LinkButton } from '@taskora/ui';
import type { ReactElement } from 'react';

import { signInAddressOf } from '../conversations/conversation-address.ts';
import { failureText } from './chat-failure.ts';
import type { ChatMessage } from './message-schema.ts';
import { actionsOf } from './tool-labels.ts';

export interface FailureNoticeProps {
  /** The conversation to come back to. */
  id: string;
  error: Error;
  /** The answer as far as it came. */
  answer: ChatMessage | undefined;
  onRetry: () => void;
}

/** What was done must be said too, or it would be asked for twice unawares. */
function doneSoFar(answer: ChatMessage | undefined, canRetry: boolean): string {
  const { done } = actionsOf(answer);
  if (done === 0) return '';
  const actions =
    done === 1 ? 'The step that is shown as done stays' : 'The steps shown as done stay';
  return ` ${actions} done${canRetry ? '; Retry goes on from there' : ''}.`;
}

export function FailureNotice({ id, error, answer, onRetry }: FailureNoticeProps): ReactElement {
  const text = failureText(error);
  return (
    <Alert
      tone="danger"
      title={text.title}
      action={
        <>
          {text.canRetry ? (
            <Button size="small" onClick={onRetry}>
              Retry
            </Button>
          ) : null}
          {text.mustSignIn ? (
            <LinkButton size="small" href={signInAddressOf(id)}>
              Sign in
            </LinkButton>
          ) : null}
        </>
      }
    >
      {text.detail}
      {doneSoFar(answer, text.canRetry)}
    </Alert>
  );
}
