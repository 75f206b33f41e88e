'use client';

import {
  describeProblem,
  getListRemindersQueryKey,
  listReminders,
  type Reminder,
  type Task,
} from '@taskora/api-client';
import { Alert, Button, isComposing, Spinner, TextField, useDraft } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type ReactElement, type RefObject } from 'react';

import { useAuthors } from '../comments/authors.ts';
import { LoadFailure } from '../load-failure.tsx';
import type { Undo } from '../undo/use-undo.tsx';
import { ReminderForm } from './reminder-form.tsx';
import { ReminderRow } from './reminder-row.tsx';
import { ReminderZone } from './reminder-zone.tsx';
import { bodyOf, hasTime, whenText, type Counted, type When } from './reminder-text.ts';
import { useChangeReminders, type ChangeReminders } from './use-change-reminders.ts';
import { useReminderIn } from './use-reminder-in.ts';
import { useReminderSettings } from './use-reminder-settings.ts';

/** Before the task is due, in minutes: what is asked for most. */
const usual = [0, 60, 1_440];

const beforeDue = (minutesBefore: number): When => ({
  remindAt: null,
  minutesBefore,
  allDayTime: null,
});

/** Those of usual ones that the reader does not have yet. */
function offered(reminders: readonly Reminder[], isOwn: (each: Reminder) => boolean): When[] {
  const own = reminders.filter((each) => isOwn(each) && each.remindAt === null);
  return usual
    .filter((minutes) => !own.some((each) => each.minutesBefore === minutes))
    .map(beforeDue);
}

/** Adds a reminder; it says what failed, and what was written stays. */
function useAddReminder(changing: ChangeReminders) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function add(when: When): Promise<boolean> {
    if (pending) return false;
    setPending(true);
    setFailure(null);
    try {
      await changing.add(bodyOf(when));
      return true;
    } catch (error) {
      setFailure(describeProblem(error));
      return false;
    } finally {
      setPending(false);
    }
  }

  return { pending, failure, add };
}

/** Why a sentence is none; nothing while it may become one. */
function faultOf(read: ReturnType<typeof useReminderIn>, dueTime: string | null) {
  if (read === 'unfit') {
    return `This task is due at ${dueTime ?? 'a time'}. Write how long before that, as “2 hours before”, or a day and a time.`;
  }
  if (read !== null) return undefined;
  return 'This is not read as a reminder. Write “1 hour before”, or a day and a time.';
}

interface WrittenProps {
  task: Task;
  counted: Counted;
  pending: boolean;
  field: RefObject<HTMLInputElement | null>;
  onAdd: (when: When) => Promise<boolean>;
}

/** A reminder as a sentence, which says how it is understood before it counts. */
function WrittenReminder({ task, counted, pending, field, onAdd }: WrittenProps): ReactElement {
  const [draft, setDraft] = useDraft(`reminder-${task.id}`);
  const text = draft ?? '';
  const dueTime = task.dueTime?.slice(0, 'hh:mm'.length) ?? null;
  const read = useReminderIn(text, dueTime);
  const when = read === 'unfit' ? null : read;
  const [isAsked, setAsked] = useState(false);
  const fault = text.trim() === '' ? undefined : faultOf(read, dueTime);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    field.current?.focus();
    setAsked(true);
    if (when && (await onAdd(when))) setDraft(null);
  }

  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex w-full flex-wrap items-start gap-2"
    >
      <TextField
        ref={field}
        dir="auto"
        className="min-w-44 flex-1"
        label="Add a reminder"
        hideLabel
        placeholder="1 day before, or tomorrow at 9"
        autoComplete="off"
        enterKeyHint="done"
        data-own-escape={draft ? true : undefined}
        value={text}
        description={when && text.trim() !== '' ? `Read as: ${whenText(when, counted)}` : undefined}
        error={isAsked ? fault : undefined}
        onKeyDown={(event) => {
          // What is written stays: Escape leaves the field alone, not the form with it.
          if (event.key !== 'Escape' || !draft || isComposing(event.nativeEvent)) return;
          event.currentTarget.blur();
        }}
        onChange={(event) => {
          setAsked(false);
          setDraft(event.currentTarget.value || null);
        }}
      />
      <Button type="submit" pending={pending}>
        Add reminder
      </Button>
    </form>
  );
}

export interface RemindersProps {
  task: Task;
  onBeginChange: Undo['begin'];
}

/** When members want to know of a task. One's own are added, changed and deleted here, each at once. */
export function Reminders({ task, onBeginChange }: RemindersProps): ReactElement {
  const query = useQuery({
    queryKey: getListRemindersQueryKey(task.id),
    queryFn: ({ signal }) => listReminders(task.id, { signal }),
  });
  const changing = useChangeReminders({ task, onBeginChange });
  const { pending, failure, add } = useAddReminder(changing);
  const settings = useReminderSettings();
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const detailButton = useRef<HTMLButtonElement>(null);
  const reminders = query.data?.items ?? [];
  const members = reminders.map(({ memberId }) => ({ authorId: memberId }));
  const authors = useAuthors(task.spaceId, members);
  const isOwn = ({ memberId }: Reminder) => authors.isOwn({ authorId: memberId });
  const counted = { hasTime: hasTime(task), allDayTime: settings.allDayTime };
  const isRelative = reminders.some((each) => isOwn(each) && each.remindAt === null);

  function close(): void {
    setOpen(false);
    // Once the button is there again.
    requestAnimationFrame(() => detailButton.current?.focus());
  }

  return (
    <section aria-label="Reminders" className="grid justify-items-start gap-2">
      <h2 className="font-sans text-sm font-medium tracking-normal">Reminders</h2>
      {query.isError && !query.data ? (
        <LoadFailure
          title="The reminders could not be loaded."
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.isPending ? <Spinner label="Loading reminders" /> : null}
      {reminders.length > 0 ? (
        <ul aria-label="Reminders" className="grid w-full gap-1">
          {reminders.map((reminder) => (
            <ReminderRow
              key={reminder.id}
              reminder={reminder}
              member={isOwn(reminder) ? null : authors.nameOf({ authorId: reminder.memberId })}
              counted={counted}
              changing={changing}
              onGone={() => field.current?.focus()}
            />
          ))}
        </ul>
      ) : null}
      {isRelative && task.dueOn === null ? (
        <p className="text-sm text-muted">What comes before the due date waits for one.</p>
      ) : null}
      {isRelative && !task.dueZone ? <ReminderZone settings={settings} /> : null}
      {failure ? (
        <Alert tone="danger" title="The reminder was not added.">
          {failure} What you wrote is still here.
        </Alert>
      ) : null}
      <WrittenReminder onAdd={add} {...{ task, counted, pending, field }} />
      {isOpen ? (
        <ReminderForm
          when={beforeDue(60)}
          counted={counted}
          action="Set reminder"
          pending={pending}
          onSave={(when) => void add(when).then((isAdded) => isAdded && close())}
          onClose={close}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          {task.dueOn === null
            ? null
            : offered(reminders, isOwn).map((when) => (
                <Button
                  key={when.minutesBefore}
                  size="small"
                  aria-label={`Remind me: ${whenText(when, counted)}`}
                  disabled={pending || !query.data}
                  onClick={() => void add(when).then(() => field.current?.focus())}
                >
                  {whenText(when, counted)}
                </Button>
              ))}
          <Button ref={detailButton} size="small" onClick={() => setOpen(true)}>
            Choose a reminder
          </Button>
        </div>
      )}
    </section>
  );
}
