'use client';

import type { ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { Icon } from '../icon/icon.tsx';
import { VisuallyHidden } from '../layout/visually-hidden.tsx';
import { absoluteDateText, daysUntil, dueDateText, plainDateText } from './due-date-text.ts';
import { useToday } from './use-today.ts';

export interface DueDateProps {
  dueOn: string;
  /** The reader's own day on which that is, where `dueOn` is one of other clocks: it decides what is late. */
  dayHere?: string | null;
  /** When on that day, as it is to be read: "17:00". */
  time?: string | null;
  /** What else than its due date it is. */
  label?: string;
  /** A task that is done is never late. */
  done?: boolean;
  /** The day to count from; by default the reader's own. */
  today?: string;
  className?: string;
}

export function DueDate(props: DueDateProps): ReactElement {
  const { dueOn, dayHere, time, label, done = false, today, className } = props;
  const own = useToday();
  const reference = today ?? own;
  const here = dayHere ?? dueOn;
  const distance = reference === null ? null : daysUntil(here, reference);
  // "Today" is a day of the reader's; the time beside a date of other clocks is not of that one.
  const textOn = here === dueOn ? dueDateText : plainDateText;
  const overdue = !done && distance !== null && distance < 0;
  const tone = overdue ? 'text-danger' : !done && distance === 0 ? 'text-warning' : 'text-muted';
  return (
    <time
      dateTime={dueOn}
      title={absoluteDateText(dueOn)}
      className={classNames('inline-block text-sm whitespace-nowrap', tone, className)}
    >
      <Icon name={label ? 'deadline' : 'calendar'} className="mr-1 inline size-4 align-[-0.15em]" />
      {label ? `${label} ` : null}
      {reference === null ? absoluteDateText(dueOn) : textOn(dueOn, reference)}
      {time ? ` ${time}` : null}
      {overdue ? <VisuallyHidden>, overdue</VisuallyHidden> : null}
    </time>
  );
}
