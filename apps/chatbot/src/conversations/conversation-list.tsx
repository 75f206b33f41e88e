'use client';

import { describeProblem, type ConversationSummary } from '@taskora/api-client';
import { Button, classNames, Icon, IconButton, Spinner } from '@taskora/ui';
import type { ReactElement } from 'react';

import { useConversationPages } from './use-conversation-pages.ts';

export interface ConversationListProps {
  openId: string;
  onOpen: (id: string) => void;
  onNew: () => void;
  onDelete: (conversation: ConversationSummary) => void;
}

function ConversationRow({
  conversation,
  current,
  onOpen,
  onDelete,
}: {
  conversation: ConversationSummary;
  current: boolean;
  onOpen: () => void;
  onDelete: () => void;
}): ReactElement {
  const title = conversation.title || 'Untitled';
  return (
    <li
      className={classNames(
        'group flex items-center rounded-control',
        current ? 'bg-sunken' : 'hover:bg-sunken',
      )}
    >
      <button
        type="button"
        onClick={onOpen}
        aria-current={current ? 'true' : undefined}
        title={title}
        className={classNames(
          'min-h-target min-w-0 flex-1 cursor-pointer truncate rounded-control px-3 text-left text-sm',
          current ? 'font-medium text-ink' : 'text-muted',
        )}
      >
        {title}
      </button>
      <IconButton
        icon="trash"
        size="small"
        label={`Delete conversation ${title}`}
        onClick={onDelete}
        className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
      />
    </li>
  );
}

export function ConversationList(props: ConversationListProps): ReactElement {
  const { conversations, isPending, error, refetch, ...more } = useConversationPages();
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <Button onClick={props.onNew} className="w-full">
        <Icon name="add" />
        New conversation
      </Button>
      {isPending ? <Spinner label="Loading conversations" className="mx-3 text-muted" /> : null}
      {error ? (
        <div className="grid justify-items-start gap-2 px-3 text-sm text-muted">
          <p>Your conversations could not be loaded. {describeProblem(error)}</p>
          <Button size="small" onClick={() => void refetch()}>
            Retry
          </Button>
        </div>
      ) : null}
      {conversations?.length === 0 ? (
        <p className="px-3 text-sm text-muted">Conversations you have had appear here.</p>
      ) : null}
      <ul aria-label="Conversations" className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        {conversations?.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            current={conversation.id === props.openId}
            onOpen={() => props.onOpen(conversation.id)}
            onDelete={() => props.onDelete(conversation)}
          />
        ))}
        {more.hasNextPage ? (
          <li className="grid justify-items-center py-2">
            <Button
              size="small"
              pending={more.isFetchingNextPage}
              onClick={() => void more.fetchNextPage()}
            >
              Show more conversations
            </Button>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
