'use client';

import { ApiError, describeProblem, useGetConversation } from '@taskora/api-client';
import { Alert, Button, Spinner, useDrafts } from '@taskora/ui';
import type { ReactElement } from 'react';

import { Conversation, type ConversationProps } from '../chat/conversation.tsx';
import { messagesOf } from './stored-messages.ts';

export interface StoredConversationProps extends Omit<
  ConversationProps,
  'initialMessages' | 'resumes'
> {
  onNew: () => void;
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 404;
}

/** A conversation from before, with what was said in it. */
export function StoredConversation({ onNew, ...props }: StoredConversationProps): ReactElement {
  // What was stored is read once, when it is opened; from then on this window knows more.
  const { data, error, isFetching, refetch } = useGetConversation(props.id, {
    query: {
      gcTime: 0,
      staleTime: Infinity,
      retry: (count, failure) => count < 1 && !isGone(failure),
    },
  });
  const drafts = useDrafts();
  if (data) return <Conversation {...props} resumes initialMessages={messagesOf(data)} />;
  // Its first message was never carried out, such as when the session had ended: it waits to be sent.
  if (isGone(error) && drafts.read(props.draftName) !== null) {
    return <Conversation {...props} initialMessages={[]} />;
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
            <Button size="small" onClick={isGone(error) ? onNew : () => void refetch()}>
              {isGone(error) ? 'New conversation' : 'Retry'}
            </Button>
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
