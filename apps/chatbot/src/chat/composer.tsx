'use client';

import { IconButton, TextArea, useHydrated } from '@taskora/ui';
import { useState, type KeyboardEvent, type ReactElement, type RefObject } from 'react';

export const messageCharactersMax = 2000;

export interface ComposerProps {
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  /** An answer is coming; it can be stopped, and the next message waits. */
  busy: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
}

/** Enter that ends a word of an input method is not meant for the form. */
function asksToSend(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
}

export function Composer({ fieldRef, busy, onSend, onStop }: ComposerProps): ReactElement {
  const [text, setText] = useState('');
  const hydrated = useHydrated();
  const excess = text.trim().length - messageCharactersMax;
  const ready = hydrated && !busy && text.trim() !== '' && excess <= 0;

  const send = (): void => {
    if (!ready) return;
    onSend(text.trim());
    setText('');
    fieldRef.current?.focus();
  };
  const stop = (): void => {
    onStop();
    fieldRef.current?.focus();
  };

  return (
    <form
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="grid gap-1"
    >
      <div className="flex items-end gap-1 rounded-card border border-line-strong bg-surface p-1.5 shadow-card focus-within:outline-2 focus-within:outline-accent">
        <TextArea
          ref={fieldRef}
          label="Message"
          hideLabel
          bare
          className="flex-1"
          placeholder="Add or find a task…"
          readOnly={!hydrated}
          enterKeyHint="send"
          aria-keyshortcuts="Enter"
          value={text}
          error={excess > 0 ? `${excess} characters too many.` : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!asksToSend(event)) return;
            event.preventDefault();
            send();
          }}
        />
        {busy ? (
          <IconButton key="stop" label="Stop" icon="stop" variant="secondary" onClick={stop} />
        ) : (
          <IconButton
            key="send"
            type="submit"
            label="Send"
            icon="send"
            variant="primary"
            disabled={!ready}
          />
        )}
      </div>
      <p className="hidden text-center text-xs text-muted sm:block">
        Enter sends, Shift and Enter starts a new line.
      </p>
    </form>
  );
}
