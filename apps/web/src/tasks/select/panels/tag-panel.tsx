'use client';

import { Button, TextField } from '@taskora/ui';
import { useEffect, useId, useRef, useState, type FormEvent, type ReactElement } from 'react';

import { tagFault } from '../../edit/faults.ts';
import { useKnownTags, withTags } from '../../edit/fields/tags.ts';
import type { PanelProps } from './panel.ts';

/** Tags that all selected tasks get, or lose; their other tags stay. */
export function TagPanel({ pending, onWanted }: PanelProps): ReactElement {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const known = useKnownTags();
  const listId = useId();
  const { tags, rest } = withTags([], text);
  const isReady = tags.length > 0 && rest === '';
  useEffect(() => field.current?.focus(), []);

  function add(event: FormEvent): void {
    event.preventDefault();
    if (isReady) onWanted({ verb: 'changed', body: { addTags: tags } });
  }

  return (
    <form noValidate onSubmit={add} className="flex flex-wrap items-start gap-2">
      <TextField
        ref={field}
        dir="auto"
        label="Tags, with commas between them"
        className="min-w-48 flex-1"
        autoComplete="off"
        autoCapitalize="none"
        list={listId}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={tagFault(tags, rest)}
      />
      <datalist id={listId}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <div className="flex gap-2 sm:pt-7">
        <Button type="submit" size="small" variant="primary" pending={pending} disabled={!isReady}>
          Add
        </Button>
        <Button
          size="small"
          pending={pending}
          disabled={!isReady}
          onClick={() => onWanted({ verb: 'changed', body: { removeTags: tags } })}
        >
          Remove
        </Button>
      </div>
    </form>
  );
}
