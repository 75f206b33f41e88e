'use client';

import { IconButton, isComposing, TextArea, useDraft, useDrafts, useHydrated } from '@taskora/ui';
import { type KeyboardEvent, type ReactElement, type RefObject } from 'react';

import { DictationStatus } from './dictation/dictation-status.tsx';
import { useDictation } from './dictation/use-dictation.ts';
import { storedTyped, typedDraftName, typedNow, type TypedMessage } from './typed-message.ts';

export const messageCharactersMax = 2000;

export interface ComposerProps {
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  /** Under this name the draft outlives a reload, until it is sent. */
  draftName: string;
  /** An answer is coming; it can be stopped, and the next message waits. */
  busy: boolean;
  onSend: (text: string, typed: TypedMessage) => void;
  /** The work has been asked to end, and does so at its next step. */
  stopping: boolean;
  onStop: () => void;
}

/** Enter that ends a composition of an input method is not meant for the form. */
function asksToSend({ key, shiftKey, nativeEvent }: KeyboardEvent<HTMLTextAreaElement>): boolean {
  return key === 'Enter' && !shiftKey && !isComposing(nativeEvent);
}

export function Composer({
  fieldRef,
  draftName,
  busy,
  stopping,
  onSend,
  onStop,
}: ComposerProps): ReactElement {
  const [draft, setDraft] = useDraft(draftName);
  const [typed, setTyped] = useDraft(typedDraftName(draftName));
  const text = draft ?? '';
  const hydrated = useHydrated();
  // Characters as the API counts them: an emoji is one, though it takes two places in a string.
  const excess = [...text.trim()].length - messageCharactersMax;
  const ready = hydrated && !busy && text.trim() !== '' && excess <= 0;

  const write = (value: string): void => {
    setDraft(value || null);
    setTyped(value === '' ? null : JSON.stringify(typedNow()));
  };
  const drafts = useDrafts();
  const dictation = useDictation((spoken) => {
    // Read anew: more may have been typed since this was rendered.
    const before = drafts.read(draftName) ?? '';
    write(before === '' || /\s$/u.test(before) ? `${before}${spoken}` : `${before} ${spoken}`);
  });
  const send = (): void => {
    if (dictation.interim !== '') {
      // What is not certain yet is taken into the field first, where it can be read and mended.
      dictation.toggle();
      fieldRef.current?.focus();
      return;
    }
    if (!ready) return;
    dictation.abort();
    onSend(text.trim(), storedTyped(typed) ?? typedNow());
    write('');
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
          className="flex-1"
          placeholder="Add or find a task…"
          readOnly={!hydrated}
          enterKeyHint="send"
          aria-keyshortcuts="Enter"
          value={text}
          error={excess > 0 ? `${excess} characters too many.` : undefined}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!asksToSend(event)) return;
            event.preventDefault();
            send();
          }}
        />
        {dictation.isKnown ? (
          <IconButton
            label="Dictate"
            icon="microphone"
            variant={dictation.isListening ? 'secondary' : 'quiet'}
            aria-pressed={dictation.isListening}
            onClick={dictation.toggle}
          />
        ) : null}
        {busy ? (
          <IconButton
            key="stop"
            label={stopping ? 'Stop waiting' : 'Stop'}
            icon="stop"
            variant="secondary"
            onClick={stop}
          />
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
      <DictationStatus {...dictation} />
      <p className="hidden text-center text-xs text-muted sm:block">
        Enter sends, Shift and Enter starts a new line.
      </p>
    </form>
  );
}
