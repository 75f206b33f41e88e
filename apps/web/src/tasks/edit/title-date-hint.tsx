'use client';

import { Button, DueDate } from '@taskora/ui';
import { useMemo, type ReactElement } from 'react';

import { textAt } from '../add/places.ts';
import { typedNow } from '../add/typed.ts';
import { useReading } from '../add/use-read-line.ts';

const onlyDue = ['due'];
const nothingKept: readonly string[] = [];

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
  const asked = line === before ? '' : line;
  const typed = useMemo(() => (asked === '' ? null : typedNow()), [asked]);
  const reading = useReading({ line: asked, typed, kept: nothingKept, only: onlyDue });
  const claim = reading?.claims.find(({ kind }) => kind === 'due');
  const readOn = reading?.due?.on;
  if (!claim || !readOn) return null;
  const phrase = textAt(line, [Number(claim['start']), Number(claim['end'])]);
  if (before.toLowerCase().includes(phrase.toLowerCase())) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted sm:col-span-2">
      <bdi>“{phrase}”</bdi> stays in the title.
      <Button size="small" onClick={() => onTake({ title: reading.title, dueOn: readOn })}>
        {readOn === dueOn ? 'Remove it from the title: due' : 'Also set due'}{' '}
        <DueDate dueOn={readOn} />
      </Button>
    </p>
  );
}
