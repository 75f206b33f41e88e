'use client';

import { IconButton, isComposing, TextField } from '@taskora/ui';
import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';

import { tagFault } from '../faults.ts';
import type { FieldsProps } from './fields.ts';
import { useKnownTags, withTags } from './tags.ts';

/** The tags of a task: written freely, with those offered that exist. Enter or a comma ends one. */
export function TagField({ draft, faults, onChange }: FieldsProps): ReactElement {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const known = useKnownTags();
  const listId = useId();
  const { tags } = draft;

  function take(written: string): void {
    const { tags: next, rest } = withTags(tags, written);
    // Nothing is cut, and nothing that was typed is dropped without a reason.
    setText(rest);
    setFault(tagFault(next, rest));
    if (next.length !== tags.length) onChange({ tags: next });
  }

  function write(written: string): void {
    setText(written);
    setFault(undefined);
    if (faults.tags) onChange({});
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter' && text.trim() !== '' && !isComposing(event.nativeEvent)) {
      event.preventDefault();
      event.stopPropagation();
      take(text);
    }
    // The first Escape is for what is written here, the next one for the form.
    if (event.key === 'Escape' && !isComposing(event.nativeEvent)) write('');
    if (event.key === 'Backspace' && text === '' && tags.length > 0) {
      onChange({ tags: tags.slice(0, -1) });
    }
  }

  return (
    <div className="grid gap-1.5">
      <TextField
        ref={input}
        name="tags"
        dir="auto"
        label="Tags"
        placeholder="Add a tag"
        autoComplete="off"
        autoCapitalize="none"
        list={listId}
        data-own-escape={text === '' ? undefined : true}
        value={text}
        onKeyDown={press}
        onBlur={() => take(text)}
        onChange={({ currentTarget: { value } }) => {
          // What does not fit is written on, whatever is in it.
          if (value.includes(',') && fault === undefined) take(value);
          else write(value);
        }}
        error={faults.tags ?? fault}
      />
      <datalist id={listId}>
        {known
          .filter((tag) => !tags.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
      {tags.length > 0 ? (
        <ul aria-label="Chosen tags" className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li
              key={tag}
              className="flex min-w-0 items-center rounded-control border border-line bg-surface pl-2 text-sm"
            >
              <bdi className="min-w-0 wrap-anywhere">{tag}</bdi>
              <IconButton
                size="small"
                icon="close"
                label={`Remove the tag ${tag}`}
                onClick={() => {
                  onChange({ tags: tags.filter((each) => each !== tag) });
                  input.current?.focus();
                }}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
