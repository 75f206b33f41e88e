'use client';

import { describeProblem, hasStatus, isSignedOut, useGetConversation } from '@taskora/api-client';
import { Alert, Button, LinkButton, Spinner, useDrafts } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import { Conversation, type ConversationProps } from '../chat/conversation.tsx';
import { hasUnsent } from '../chat/unsent-text.ts';
import { signInAddressOf } from './conversation-address.ts';
import { messagesOf } from './stored-messages.ts';

export interface StoredConversationProps extends Omit<
  ConversationProps,
  'canGoOn' | 'earlierCursor' | 'initialMessages' | 'resumes'
> {
  onNew: () => void;
}

const isGone = (error: unknown): boolean => hasStatus(error, 404);

/** A conversation from before, with what was said in it. */
export function StoredConversation({ onNew, ...props }: StoredConversationProps): ReactElement {
  // What was stored is read once, when it is opened; from then on this window knows more.
  const { data, error, isFetching, refetch } = useGetConversation(props.id, undefined, {
    query: {
      gcTime: 0,
      staleTime: Infinity,
      retry: (count, failure) => count < 1 && !isGone(failure) && !isSignedOut(failure),
    },
  });
  const drafts = useDrafts();
  const [begins, setBegins] = useState(false);
  // Its first message was never carried out, such as when the session had ended: it waits to be sent.
  // Once it is sent there is no draft of it any more, and the conversation still goes on here.
  const waits = drafts.read(props.draftName) !== null || hasUnsent(drafts, props.id);
  if (!begins && isGone(error) && waits) setBegins(true);
  if (begins) return <Conversation {...props} initialMessages={[]} />;
  if (data) {
    const { earlierCursor, canGoOn = false } = data;
    return (
      <Conversation
        {...props}
        {...{ earlierCursor, canGoOn }}
        resumes
        initialMessages={messagesOf(data)}
      />
    );
  }
  return (
    <div className="grid flex-1 place-content-center p-4">
      {error && !isFetching ? (
        <Alert
          tone={isGone(error) ? 'info' : 'danger'}
          title={
            isGone(error)
              ? 'This conversation is not here.'
              : 'This conversation could not be loaded.'
          }
          action={
            isSignedOut(error) ? (
              <LinkButton size="small" href={signInAddressOf(props.id)}>
                Sign in
              </LinkButton>
            ) : (
              <Button size="small" onClick={isGone(error) ? onNew : () => void refetch()}>
                {isGone(error) ? 'New conversation' : 'Retry'}
              </Button>
            )
          }
        >
          {isGone(error)
            ? 'It was deleted, or nothing was ever said in it.'
            : describeProblem(error)}
        </Alert>
      ) : (
        <Spinner label="Loading the conversation" className="size-6 text-muted" />
      )}
    </div>
  );
}
