'use client';

import { describeProblem, type Reminder } from '@taskora/api-client';
import { Alert, IconButton } from '@taskora/ui';
import { useRef, useState, type ReactElement } from 'react';

import { ReminderForm } from './reminder-form.tsx';
import { bodyOf, whenText, type Counted, type When } from './reminder-text.ts';
import type { ChangeReminders } from './use-change-reminders.ts';

export interface ReminderRowProps {
  reminder: Reminder;
  /** Whose it is, where it is somebody else's: only they change it. */
  member: string | null;
  counted: Counted;
  changing: ChangeReminders;
  /** It was deleted, and the focus has to go somewhere. */
  onGone: () => void;
}

/** One reminder as a sentence; one's own is changed in its place, or taken away. */
export function ReminderRow(props: ReminderRowProps): ReactElement {
  const { reminder, member, counted, changing, onGone } = props;
  const [isOpen, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const text = whenText(reminder, counted);

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    setPending(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(describeProblem(error));
      return false;
    } finally {
      setPending(false);
    }
  }

  function close(): void {
    setOpen(false);
    // Once the button is there again.
    requestAnimationFrame(() => editButton.current?.focus());
  }

  const save = async (when: When) => {
    if (await attempt(() => changing.replace(reminder.id, bodyOf(when)))) close();
  };
  const remove = async () => {
    if (await attempt(() => changing.remove(reminder.id))) onGone();
  };

  return (
    <li className="grid gap-1 text-sm">
      {isOpen ? (
        <ReminderForm
          when={reminder}
          counted={counted}
          action="Save reminder"
          pending={pending}
          onSave={(when) => void save(when)}
          onClose={close}
        />
      ) : (
        <div className="flex flex-wrap items-center gap-x-2">
          <span>
            {text}
            {member === null ? null : (
              <>
                {' '}
                (<bdi>{member}</bdi>)
              </>
            )}
          </span>
          {member === null ? (
            <span className="flex">
              <IconButton
                ref={editButton}
                size="small"
                icon="edit"
                label={`Change the reminder ${text}`}
                disabled={pending}
                onClick={() => setOpen(true)}
              />
              <IconButton
                size="small"
                icon="trash"
                label={`Delete the reminder ${text}`}
                pending={pending}
                onClick={() => void remove()}
              />
            </span>
          ) : null}
        </div>
      )}
      {failure ? (
        <Alert tone="danger" title="The reminder was not changed.">
          {failure}
        </Alert>
      ) : null}
    </li>
  );
}
