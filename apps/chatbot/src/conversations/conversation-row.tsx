'use client';

import type { ConversationSummary } from '@taskora/api-client';
import { classNames, IconButton } from '@taskora/ui';
import { useEffect, useRef, useState, type ReactElement } from 'react';

import { RenameForm } from './rename-form.tsx';

/** What can be done with the conversations of the list. */
export interface ConversationActions {
  onOpen: (id: string) => void;
  onExport: (conversation: ConversationSummary) => void;
  onDelete: (conversation: ConversationSummary) => void;
}

interface ConversationRowProps extends ConversationActions {
  conversation: ConversationSummary;
  current: boolean;
  onRenamed: (title: string) => void;
}

const actionClassName =
  'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100';

/** A conversation of the list; in place of its title it may show the form that renames it. */
export function ConversationRow({
  conversation,
  current,
  onOpen,
  onExport,
  onDelete,
  onRenamed,
}: ConversationRowProps): ReactElement {
  const [isRenaming, setIsRenaming] = useState(false);
  const wasRenaming = useRef(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const title = conversation.title || 'Untitled';

  // The form that had the focus is gone; without this the next Tab would start at the top of the page.
  useEffect(() => {
    if (wasRenaming.current && !isRenaming) renameButton.current?.focus();
    wasRenaming.current = isRenaming;
  }, [isRenaming]);

  if (isRenaming) {
    return (
      <li className="rounded-control bg-sunken p-2">
        <RenameForm {...{ conversation, onRenamed }} onClose={() => setIsRenaming(false)} />
      </li>
    );
  }
  return (
    <li
      className={classNames(
        'group flex items-center rounded-control',
        current ? 'bg-sunken' : 'hover:bg-sunken',
      )}
    >
      <button
        type="button"
        onClick={() => onOpen(conversation.id)}
        aria-current={current ? 'true' : undefined}
        title={title}
        className={classNames(
          'grid min-h-target min-w-0 flex-1 cursor-pointer content-center rounded-control px-3 text-left text-sm',
          current ? 'font-medium text-ink' : 'text-muted',
        )}
      >
        <span dir="auto" className="truncate">
          {title}
        </span>
        {conversation.excerpt ? (
          <span dir="auto" className="line-clamp-2 pb-1 text-xs font-normal text-muted">
            {conversation.excerpt}
          </span>
        ) : null}
      </button>
      <IconButton
        ref={renameButton}
        icon="edit"
        size="small"
        label={`Rename conversation ${title}`}
        onClick={() => setIsRenaming(true)}
        className={actionClassName}
      />
      <IconButton
        icon="download"
        size="small"
        label={`Export conversation ${title}`}
        onClick={() => onExport(conversation)}
        className={actionClassName}
      />
      <IconButton
        icon="trash"
        size="small"
        label={`Delete conversation ${title}`}
        onClick={() => onDelete(conversation)}
        className={actionClassName}
      />
    </li>
  );
}
