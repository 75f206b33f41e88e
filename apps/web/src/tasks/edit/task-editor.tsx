'use client';

import type { Task } from '@taskora/api-client';
import { Button, isComposing, TextField } from '@taskora/ui';
import {
  useEffect,
  useRef,
  useState,
  type FormEvent,
  type ReactElement,
  type RefObject,
} from 'react';

import { AssigneeField } from '../assign/assignee-field.tsx';
import { MoveToSpace } from '../assign/move-to-space.tsx';
import { Comments } from '../comments/comments.tsx';
import { NotesField } from '../notes/notes-field.tsx';
import { Reminders } from '../reminders/reminders.tsx';
import { withSeriesMoved } from '../repeat/move-series.ts';
import { SeriesActions } from '../repeat/series-actions.tsx';
import type { SubtaskActions } from '../subtasks/subtask-actions.ts';
import { Subtasks } from '../subtasks/subtasks.tsx';
import type { Undo } from '../undo/use-undo.tsx';
import { rebased, type EditDraft, type EditValues } from './edit-draft.ts';
import { EditProblem } from './edit-problem.tsx';
import { faultFields, faultsOf, type Faults } from './faults.ts';
import { PlaceFields, PriorityField } from './fields/place-fields.tsx';
import { RecurrenceField } from './fields/recurrence-field.tsx';
import { TagField } from './fields/tag-field.tsx';
import { DueFields, SpanFields } from './fields/when-fields.tsx';
import type { RecurrenceHandle } from './fields/written-recurrence.ts';
import { fieldsKept } from './field-groups.ts';
import type { Saved } from './save-edit.ts';
import { TitleDateHint } from './title-date-hint.tsx';
import { useSaving } from './use-saving.ts';

export interface TaskEditorProps {
  draft: EditDraft;
  /** The form was opened on this page, not found there after a reload. */
  takesFocus: boolean;
  onDraft: (draft: EditDraft) => void;
  onSave: (draft: EditDraft) => Promise<Saved>;
  onSaved: (saved: EditDraft, task: Task) => EditDraft | null;
  onAddAsNew: (draft: EditDraft) => void;
  onBeginChange: Undo['begin'];
  onClose: () => void;
  subtaskActions: SubtaskActions;
}

/** Wherever the focus is in the element, on a field or on a button. */
function useKey(
  within: RefObject<HTMLElement | null>,
  key: 'Enter' | 'Escape',
  onPress: (event: KeyboardEvent) => void,
): void {
  useEffect(() => {
    const element = within.current;
    const listen = (event: KeyboardEvent) => {
      if (event.key === key && !isComposing(event)) onPress(event);
    };
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, [within, key, onPress]);
}

/** Enter saves, Escape leaves everything as it was. The text stays until the server has it. */
export function TaskEditor(props: TaskEditorProps): ReactElement {
  const { draft, takesFocus, onDraft, onSave, onSaved, onAddAsNew, onClose } = props;
  const [faults, setFaults] = useState<Faults>({});
  const { save, pending, unsaved } = useSaving({ onSave, onSaved });
  const all = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const titleInput = useRef<HTMLInputElement>(null);
  const recurrence = useRef<RecurrenceHandle>(null);

  useEffect(() => {
    if (!takesFocus) return;
    titleInput.current?.focus();
    titleInput.current?.select();
  }, [takesFocus]);
  useKey(all, 'Escape', ({ target }) => {
    // A field beside the form may have something of its own to leave.
    if (!(target instanceof Element && target.closest('[data-own-escape]'))) onClose();
  });
  // The browser submits no form whose button is busy.
  useKey(form, 'Enter', (event) => {
    if (pending && event.target instanceof HTMLInputElement) submit(event);
  });

  function submit(event: Pick<FormEvent, 'preventDefault'>): void {
    event.preventDefault();
    withChecked(save);
  }

  function withChecked(send: (whole: EditDraft) => unknown): void {
    const whole = checked();
    if (whole) void send(whole);
  }

  /** The form with the repetition that is written in it; null where something keeps it from being sent. */
  function checked(): EditDraft | null {
    const written = recurrence.current?.written ?? null;
    const values = typeof written === 'string' ? null : written;
    const whole = { ...draft, ...values };
    const found = faultsOf(whole, form.current, written);
    setFaults(found);
    const [first] = faultFields.filter((name) => found[name]);
    if (first) {
      form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return null;
    }
    if (values) {
      onDraft(whole);
      recurrence.current?.clear();
    }
    return whole;
  }

  function change(values: Partial<EditValues>): void {
    setFaults({});
    onDraft(withSeriesMoved(draft, { ...draft, ...values }));
  }

  /** Goes on from the task as it is now, with one's own values or with those that came in between. */
  function resolve(latest: Task, theirs: boolean): void {
    const kept = fieldsKept(draft, latest, theirs ? 'theirs' : 'mine');
    const resolved = rebased(draft, latest, kept);
    onDraft(resolved);
    void save(resolved);
  }

  const fields = { draft, faults, onChange: change };
  return (
    <div ref={all} data-own-keys className="grid gap-5">
      <form
        ref={form}
        noValidate
        aria-label={`Edit ${draft.base.title}`}
        onSubmit={submit}
        className="grid items-start gap-3 sm:grid-cols-2"
      >
        <div className="grid items-start gap-3 sm:col-span-2 sm:grid-cols-[1fr_auto_auto]">
          <TextField
            ref={titleInput}
            name="title"
            dir="auto"
            label="Title"
            value={draft.title}
            autoComplete="off"
            onChange={(event) => change({ title: event.currentTarget.value })}
            error={faults.title}
          />
          <DueFields {...fields} />
        </div>
        <TitleDateHint
          title={draft.title}
          before={draft.base.title}
          dueOn={draft.dueOn}
          onTake={(values) => {
            change(values);
            titleInput.current?.focus();
          }}
        />
        <RecurrenceField {...fields} handle={recurrence} />
        <PriorityField {...fields} />
        <TagField {...fields} />
        <PlaceFields {...fields} />
        <AssigneeField {...fields} />
        <SpanFields {...fields} />
        <NotesField {...fields} />
        {unsaved ? (
          <EditProblem
            draft={draft}
            unsaved={unsaved}
            onResolve={resolve}
            onAddAsNew={() => withChecked(onAddAsNew)}
            onRepeat={() => withChecked(save)}
          />
        ) : null}
        <div className="flex gap-2 sm:col-span-2">
          <Button type="submit" variant="primary" pending={pending}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
      <SeriesActions task={draft.base} onBeginChange={props.onBeginChange} />
      <Reminders task={draft.base} onBeginChange={props.onBeginChange} />
      <MoveToSpace draft={draft} onBeginChange={props.onBeginChange} onMoved={onClose} />
      <Subtasks parent={draft.base} actions={props.subtaskActions} />
      <Comments task={draft.base} onBeginChange={props.onBeginChange} />
    </div>
  );
}
