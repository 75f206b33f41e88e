'use client';

import { Button, isComposing, TextField } from '@taskora/ui';
import {
  useEffect,
  useRef,
  useState,
  type FormEvent,
  type ReactElement,
  type RefObject,
} from 'react';

import { charactersIn, isTitleTooLong, titleCharactersMax } from '../add/title-text.ts';
import type { EditDraft } from './edit-draft.ts';
import { EditProblem, type Unsaved } from './edit-problem.tsx';
import { fieldsInConflict, type Saved } from './save-edit.ts';
import { changesIn } from './edit-draft.ts';
import { TitleDateHint } from './title-date-hint.tsx';

/** What the API takes; a year that is half typed lies far before it. */
const dueEarliest = '1900-01-01';
const dueLatest = '2999-12-31';

export interface TaskEditorProps {
  draft: EditDraft;
  /** The form was opened on this page, not found there after a reload. */
  takesFocus: boolean;
  onDraft: (draft: EditDraft) => void;
  onSave: (draft: EditDraft) => Promise<Saved>;
  onSaved: (saved: EditDraft, task: EditDraft['base']) => EditDraft | null;
  onAddAsNew: (draft: EditDraft) => void;
  onClose: () => void;
}

/** Wherever the focus is in the form, on a field or on a button. */
function useKey(
  form: RefObject<HTMLFormElement | null>,
  key: 'Enter' | 'Escape',
  onPress: (event: KeyboardEvent) => void,
): void {
  useEffect(() => {
    const element = form.current;
    const listen = (event: KeyboardEvent) => {
      if (event.key === key && !isComposing(event)) onPress(event);
    };
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, [form, key, onPress]);
}

function titleFault(title: string): string | undefined {
  if (title.trim() === '') return 'Nothing was saved: a task needs a title. Write one, or cancel.';
  if (!isTitleTooLong(title.trim())) return undefined;
  return `Nothing was saved: the title has ${charactersIn(title.trim())} characters, and ${titleCharactersMax} fit.`;
}

function dateFault(input: HTMLInputElement | null): string | undefined {
  if (input?.validity.badInput) return 'Nothing was saved: the date is not complete.';
  const day = input?.value ?? '';
  if (day === '' || (day >= dueEarliest && day <= dueLatest && day.length === 10)) return undefined;
  return 'Nothing was saved: write a year between 1900 and 2999, with four digits.';
}

interface Faults {
  title?: string | undefined;
  dueOn?: string | undefined;
}

/** Enter saves, Escape leaves everything as it was. The text stays until the server has it. */
export function TaskEditor(props: TaskEditorProps): ReactElement {
  const { draft, takesFocus, onDraft, onSave, onSaved, onAddAsNew, onClose } = props;
  const [faults, setFaults] = useState<Faults>({});
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);
  const [pending, setPending] = useState(false);
  /** Saving was asked for once more while it was pending. */
  const again = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const titleInput = useRef<HTMLInputElement>(null);
  const dateInput = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!takesFocus) return;
    titleInput.current?.focus();
    titleInput.current?.select();
  }, [takesFocus]);
  useKey(form, 'Escape', onClose);
  // The browser submits no form whose button is busy.
  useKey(form, 'Enter', (event) => {
    if (pending && event.target instanceof HTMLInputElement) submit(event);
  });

  async function save(first: EditDraft): Promise<void> {
    if (pending) {
      again.current = true;
      return;
    }
    setPending(true);
    setUnsaved(null);
    for (let sent: EditDraft | null = first; sent !== null;) {
      again.current = false;
      const saved = await onSave(sent);
      const isSaved = saved.kind === 'saved' || saved.kind === 'same';
      if (!isSaved) setUnsaved(saved);
      const rest: EditDraft | null = isSaved
        ? onSaved(sent, saved.kind === 'saved' ? saved.task : sent.base)
        : null;
      sent = again.current ? rest : null;
    }
    setPending(false);
  }

  function submit(event: Pick<FormEvent, 'preventDefault'>): void {
    event.preventDefault();
    const found = { title: titleFault(draft.title), dueOn: dateFault(dateInput.current) };
    setFaults(found);
    if (found.title) titleInput.current?.focus();
    else if (found.dueOn) dateInput.current?.focus();
    else void save(draft);
  }

  function change(values: Partial<EditDraft>): void {
    setFaults({});
    onDraft({ ...draft, ...values });
  }

  /** Goes on from the task as it is now, with one's own values or with those that came in between. */
  function resolve(latest: EditDraft['base'], theirs: boolean): void {
    const fields = fieldsInConflict(draft.base, changesIn(draft), latest);
    const resolved = {
      base: latest,
      title: theirs && fields.includes('title') ? latest.title : draft.title,
      dueOn: theirs && fields.includes('dueOn') ? (latest.dueOn ?? '') : draft.dueOn,
    };
    onDraft(resolved);
    void save(resolved);
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label={`Edit ${draft.base.title}`}
      onSubmit={submit}
      className="grid items-start gap-3 sm:grid-cols-[1fr_auto]"
    >
      <TextField
        ref={titleInput}
        dir="auto"
        label="Title"
        value={draft.title}
        autoComplete="off"
        onChange={(event) => change({ title: event.currentTarget.value })}
        error={faults.title}
      />
      <TextField
        ref={dateInput}
        label="Due date"
        type="date"
        min={dueEarliest}
        max={dueLatest}
        value={draft.dueOn}
        onChange={(event) => change({ dueOn: event.currentTarget.value })}
        error={faults.dueOn}
      />
      <TitleDateHint
        title={draft.title}
        before={draft.base.title}
        dueOn={draft.dueOn}
        onTake={(values) => {
          change(values);
          titleInput.current?.focus();
        }}
      />
      {unsaved ? (
        <EditProblem
          draft={draft}
          unsaved={unsaved}
          onResolve={resolve}
          onAddAsNew={() => onAddAsNew(draft)}
          onRepeat={() => void save(draft)}
        />
      ) : null}
      <div className="flex gap-2 sm:col-span-2">
        <Button type="submit" variant="primary" pending={pending}>
          Save
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
