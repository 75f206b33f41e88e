'use client';

import { describeProblem } from '@taskora/api-client';
import { Button, Icon, Spinner, StatusRegion, useDebounced } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import { quoted } from '../chat/quoted.ts';
import { ConversationRow, type ConversationActions } from './conversation-row.tsx';
import { ConversationSearch } from './conversation-search.tsx';
import { useConversationPages } from './use-conversation-pages.ts';

export interface ConversationListProps extends ConversationActions {
  openId: string;
  onNew: () => void;
}

const searchAfterMilliseconds = 250;

/** How many were found, to be said once. */
function foundText(count: number, hasMore: boolean): string {
  if (count === 0) return 'No conversation has these words.';
  if (hasMore) return `The first ${count} of the conversations with these words are shown.`;
  return count === 1
    ? '1 conversation has these words.'
    : `${count} conversations have these words.`;
}

export function ConversationList({
  openId,
  onNew,
  ...actions
}: ConversationListProps): ReactElement {
  const [typed, setTyped] = useState('');
  const [renamed, setRenamed] = useState<{ title: string; search: string } | null>(null);
  const search = useDebounced(typed.trim(), searchAfterMilliseconds);
  const { conversations, isPending, error, refetch, ...more } = useConversationPages(search);
  // It is news until something else is searched for.
  if (renamed !== null && renamed.search !== search) setRenamed(null);
  const isFound = search !== '' && conversations !== undefined && !more.isPlaceholderData;
  const count = conversations?.length ?? 0;
  const found = isFound ? foundText(count, more.hasNextPage) : '';
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <Button onClick={onNew} className="w-full">
        <Icon name="add" />
        New conversation
      </Button>
      <ConversationSearch typed={typed} onTyped={setTyped} />
      <StatusRegion>{renamed === null ? found : `Renamed to ${renamed.title}.`}</StatusRegion>
      {isPending ? <Spinner label="Loading conversations" className="mx-3 text-muted" /> : null}
      {error ? (
        <div className="grid justify-items-start gap-2 px-3 text-sm text-muted">
          <p>Your conversations could not be loaded. {describeProblem(error)}</p>
          <Button size="small" onClick={() => void refetch()}>
            Retry
          </Button>
        </div>
      ) : null}
      {count === 0 && conversations !== undefined && !more.isPlaceholderData ? (
        <p className="px-3 text-sm wrap-anywhere text-muted">
          {search === ''
            ? 'Conversations you have had appear here.'
            : `${quoted(search)} is in no title and in no message.`}
        </p>
      ) : null}
      <ul aria-label="Conversations" className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        {conversations?.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            {...{ conversation, ...actions }}
            current={conversation.id === openId}
            onRenamed={(title) => setRenamed({ title, search })}
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
