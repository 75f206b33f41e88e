'use client';

import { useSyncExternalStore, type ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { Icon } from '../icon/icon.tsx';
import { VisuallyHidden } from '../layout/visually-hidden.tsx';
import { absoluteDateText, daysUntil, dueDateText, todayInZone } from './due-date-text.ts';

export interface DueDateProps {
  dueOn: string;
  /** A task that is done is never late. */
  done?: boolean;
  /** The day to count from; by default the reader's own. */
  today?: string;
  className?: string;
}

/** A page that stays open over midnight notices within a minute. */
function subscribeToDay(onChange: () => void): () => void {
  const timer = setInterval(onChange, 60_000);
  return () => clearInterval(timer);
}

/** The reader's day is known only in the browser; until then the date is written out in full. */
function useToday(given: string | undefined): string | null {
  const own = useSyncExternalStore(
    subscribeToDay,
    () => todayInZone(),
    () => null,
  );
  return given ?? own;
}

export function DueDate({ dueOn, done = false, today, className }: DueDateProps): ReactElement {
  const reference = useToday(today);
  const distance = reference === null ? null : daysUntil(dueOn, reference);
  const overdue = !done && distance !== null && distance < 0;
  const tone = overdue ? 'text-danger' : !done && distance === 0 ? 'text-warning' : 'text-muted';
  return (
    <time
      dateTime={dueOn}
      title={absoluteDateText(dueOn)}
      className={classNames('inline-block text-sm whitespace-nowrap', tone, className)}
    >
      <Icon name="calendar" className="mr-1 inline size-4 align-[-0.15em]" />
      {reference === null ? absoluteDateText(dueOn) : dueDateText(dueOn, reference)}
      {overdue ? <VisuallyHidden>, overdue</VisuallyHidden> : null}
    </time>
  );
}
