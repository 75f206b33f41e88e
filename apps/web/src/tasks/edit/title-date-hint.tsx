'use client';

import { Button, DueDate } from '@taskora/ui';
import type { ReactElement } from 'react';

import { claimOf } from '../add/line-segments.ts';
import { useReading } from '../add/use-read-line.ts';

export interface TitleDateHintProps {
  title: string;
  /** The title as it was; a date that it already had is meant as text. */
  before: string;
  dueOn: string;
  onTake: (values: { title: string; dueOn: string }) => void;
}

/** A date written into a title is read as in the quick add, but taken only when that is asked for. */
export function TitleDateHint(props: TitleDateHintProps): ReactElement | null {
  const { title, before, dueOn, onTake } = props;
  const line = title.trim();
  const reading = useReading(line === before ? '' : line);
  const claim = claimOf(line, reading);
  if (!reading || !claim) return null;
  if (before.toLowerCase().includes(claim.text.toLowerCase())) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted sm:col-span-2">
      <bdi>“{claim.text}”</bdi> stays in the title.
      <Button size="small" onClick={() => onTake({ title: reading.title, dueOn: claim.dueOn })}>
        {claim.dueOn === dueOn ? 'Remove it from the title: due' : 'Also set due'}{' '}
        <DueDate dueOn={claim.dueOn} />
      </Button>
    </p>
  );
}
