'use client';

import type { ConversationSummary } from '@taskora/api-client';
import { Button, isComposing, StatusRegion, TextField } from '@taskora/ui';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';

import { titleFault } from './conversation-title.ts';
import { useRename } from './use-rename.ts';

export interface RenameFormProps {
  conversation: ConversationSummary;
  onRenamed: (title: string) => void;
  onClose: () => void;
}

/** Renames a conversation in its place in the list: Enter saves, Escape leaves its title as it is. */
export function RenameForm({ conversation, onRenamed, onClose }: RenameFormProps): ReactElement {
  const [title, setTitle] = useState(conversation.title);
  const [isTried, setIsTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { rename, isPending, failure } = useRename(conversation, { onRenamed, onClose });
  const fault = titleFault(title);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const save = (): void => {
    setIsTried(true);
    if (fault === null && !isPending) rename(title.trim());
    else field.current?.focus();
  };
  const cancelByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return;
    // It closes this form alone, and not the drawer that the list may be in.
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    onClose();
  };

  return (
    <form
      method="post"
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        ref={field}
        label={`New title of ${conversation.title || 'Untitled'}`}
        hideLabel
        dir="auto"
        autoComplete="off"
        value={title}
        error={(isTried ? fault : null) ?? failure ?? undefined}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={cancelByKey}
      />
      {/* The field has the focus already, so that what is wrong with it is said by this. */}
      <StatusRegion>{failure}</StatusRegion>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" variant="primary" pending={isPending}>
          Save
        </Button>
        <Button size="small" onClick={onClose} onKeyDown={cancelByKey}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
