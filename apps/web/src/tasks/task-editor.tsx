'use client';

import type { Task, TaskChanges } from '@taskora/api-client';
import { Button, TextField } from '@taskora/ui';
import {
  useEffect,
  useRef,
  useState,
  type FormEvent,
  type ReactElement,
  type RefObject,
} from 'react';

export interface TaskEditorProps {
  task: Task;
  /** Gets only what differs, so that a change made elsewhere to the rest stays. */
  onSave: (changes: TaskChanges) => void;
  onCancel: () => void;
}

function changesBetween(task: Task, title: string, dueOn: string | null): TaskChanges {
  return {
    ...(title !== task.title && { title }),
    ...(dueOn !== task.dueOn && { dueOn }),
  };
}

/** Wherever the focus is in the form, on a field or on a button. */
function useEscape(form: RefObject<HTMLFormElement | null>, leave: () => void): void {
  useEffect(() => {
    const element = form.current;
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leave();
    };
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, [form, leave]);
}

/** Enter saves, Escape leaves everything as it was. */
export function TaskEditor({ task, onSave, onCancel }: TaskEditorProps): ReactElement {
  const [title, setTitle] = useState(task.title);
  const [dueOn, setDueOn] = useState(task.dueOn ?? '');
  const [empty, setEmpty] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const titleInput = useRef<HTMLInputElement>(null);

  useEffect(() => {
    titleInput.current?.focus();
    titleInput.current?.select();
  }, []);
  useEscape(form, onCancel);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const trimmed = title.trim();
    if (trimmed === '') {
      setEmpty(true);
      titleInput.current?.focus();
      return;
    }
    onSave(changesBetween(task, trimmed, dueOn === '' ? null : dueOn));
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label={`Edit ${task.title}`}
      onSubmit={submit}
      className="grid gap-3 sm:grid-cols-[1fr_auto]"
    >
      <TextField
        ref={titleInput}
        label="Title"
        value={title}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setTitle(event.currentTarget.value)}
        {...(empty && { error: 'Nothing was saved: a task needs a title. Write one, or cancel.' })}
      />
      <TextField
        label="Due date"
        type="date"
        value={dueOn}
        onChange={(event) => setDueOn(event.currentTarget.value)}
      />
      <div className="flex gap-2 sm:col-span-2">
        <Button type="submit" variant="primary">
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
