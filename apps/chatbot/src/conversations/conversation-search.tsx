'use client';

import { IconButton, isComposing, TextField, useHydrated } from '@taskora/ui';
import { useRef, type ReactElement } from 'react';

export interface ConversationSearchProps {
  typed: string;
  onTyped: (typed: string) => void;
}

/** Searches titles and what was said; Escape empties the field. */
export function ConversationSearch({ typed, onTyped }: ConversationSearchProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const hydrated = useHydrated();
  const clear = (): void => {
    onTyped('');
    field.current?.focus();
  };
  return (
    <div role="search" className="flex items-start gap-1">
      <TextField
        ref={field}
        label="Search conversations"
        hideLabel
        className="min-w-0 flex-1"
        placeholder="Search conversations"
        dir="auto"
        autoComplete="off"
        enterKeyHint="search"
        maxLength={200}
        readOnly={!hydrated}
        value={typed}
        onChange={(event) => onTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || typed === '' || isComposing(event.nativeEvent)) return;
          // The drawer that the list may be in stays open.
          event.stopPropagation();
          event.nativeEvent.stopImmediatePropagation();
          clear();
        }}
      />
      {typed === '' ? null : <IconButton icon="close" label="Clear the search" onClick={clear} />}
    </div>
  );
}
