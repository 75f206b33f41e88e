'use client';

import type { InfiniteData } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { IconButton, isComposing, TextField } from '@taskora/ui';
import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';

import { charactersIn } from '../../add/title-text.ts';
import { taskPagesKey, type LoadedPage } from '../../pages/use-task-pages.ts';
import type { FieldsProps } from './fields.ts';

/** What the API takes. */
const tagCharactersMax = 100;
const tagsMax = 50;

/** The tags of all tasks that this page has loaded, in the order of the alphabet. */
function useKnownTags(): readonly string[] {
  const queryClient = useQueryClient();
  const [tags] = useState(() => {
    const lists = queryClient.getQueriesData<InfiniteData<LoadedPage>>({ queryKey: taskPagesKey });
    const pages = lists.flatMap(([, data]) => data?.pages ?? []);
    const all = pages.flatMap(({ items }) => items.flatMap((task) => task.tags ?? []));
    return [...new Set(all)].sort((one, other) => one.localeCompare(other));
  });
  return tags;
}

const folded = (tag: string) => tag.normalize('NFKC').toLowerCase();

/** The tags with those of a text: they are separated by commas, and each stands there once. */
export function withTags(tags: readonly string[], text: string): string[] {
  const all = [...tags];
  for (const part of text.split(',')) {
    const tag = part.trim().replace(/^@/u, '');
    if (tag === '' || all.some((known) => folded(known) === folded(tag))) continue;
    if (charactersIn(tag) <= tagCharactersMax && all.length < tagsMax) all.push(tag);
  }
  return all;
}

/** The tags of a task: written freely, with those offered that exist. Enter or a comma ends one. */
export function TagField({ draft, onChange }: FieldsProps): ReactElement {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const known = useKnownTags();
  const listId = useId();
  const { tags } = draft;

  function take(written: string): void {
    setText('');
    const next = withTags(tags, written);
    if (next.length !== tags.length) onChange({ tags: next });
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter' && text.trim() !== '' && !isComposing(event.nativeEvent)) {
      event.preventDefault();
      event.stopPropagation();
      take(text);
    }
    // The first Escape is for what is written here, the next one for the form.
    if (event.key === 'Escape' && !isComposing(event.nativeEvent)) setText('');
    if (event.key === 'Backspace' && text === '' && tags.length > 0) {
      onChange({ tags: tags.slice(0, -1) });
    }
  }

  return (
    <div className="grid gap-1.5">
      <TextField
        ref={input}
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
          if (value.includes(',')) take(value);
          else setText(value);
        }}
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
