'use client';

import { describeProblem, type NewTask } from '@taskora/api-client';
import { Alert, Button, TextField, useHydrated } from '@taskora/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type ReactElement, type RefObject } from 'react';

import { ParsePreview } from './parse-preview.tsx';
import { parseQuery } from './parse-query.ts';

const titleCharactersMax = 200;

export interface QuickAddProps {
  inputRef: RefObject<HTMLInputElement | null>;
  /** Resolves to whether the task was added. */
  onAdd: (task: NewTask) => Promise<boolean>;
}

export function QuickAdd({ inputRef, onAdd }: QuickAddProps): ReactElement {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const latest = useRef('');
  const hydrated = useHydrated();
  const queryClient = useQueryClient();

  function write(value: string): void {
    latest.current = value;
    setText(value);
  }

  /** What was typed comes back when it was not added, unless something new was typed meanwhile. */
  function giveBack(line: string): void {
    if (latest.current === '') write(line);
  }

  async function add(line: string): Promise<void> {
    try {
      const { title, dueOn } = await queryClient.ensureQueryData(parseQuery(line));
      const added = await onAdd({ title: title === '' ? line : title, dueOn });
      if (!added) giveBack(line);
    } catch (error) {
      giveBack(line);
      setFailure(`“${line}”: ${describeProblem(error)}`);
    }
  }

  /** The field is free again at once, so that the next task can be typed while this one is added. */
  function submit(event: FormEvent): void {
    event.preventDefault();
    const line = text.trim();
    inputRef.current?.focus();
    if (line === '') return;
    setFailure(null);
    write('');
    void add(line);
  }

  return (
    <form onSubmit={submit} className="grid gap-2" noValidate>
      <div className="flex items-end gap-2">
        <TextField
          ref={inputRef}
          className="min-w-0 flex-1"
          label="Add a task"
          hideLabel
          placeholder="Buy milk tomorrow"
          autoComplete="off"
          enterKeyHint="done"
          maxLength={titleCharactersMax}
          readOnly={!hydrated}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" disabled={!hydrated}>
          Add
        </Button>
      </div>
      {failure ? (
        <Alert tone="danger" title="The task was not added.">
          {failure}
        </Alert>
      ) : (
        <ParsePreview text={text} />
      )}
    </form>
  );
}
