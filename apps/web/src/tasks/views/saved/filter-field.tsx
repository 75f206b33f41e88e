'use client';

import type { ProblemField } from '@taskora/api-client';
import { TextField } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { FilterCheck } from './use-filter-check.ts';

const filterCharactersMax = 1_000;
const expectedShownMax = 8;

/** The text with the place that is wrong; at its end there is nothing to mark but the end. */
function MarkedText({ text, fault }: { text: string; fault: ProblemField }): ReactElement | null {
  const { start, end } = fault;
  if (start === null || start === undefined || end === null || end === undefined) return null;
  const characters = [...text];
  const part = (from: number, to?: number) => characters.slice(from, to).join('');
  return (
    <code dir="ltr" className="wrap-anywhere">
      {part(0, start)}
      <mark className="bg-danger-soft text-danger underline">{part(start, end) || ' … '}</mark>
      {part(end)}
    </code>
  );
}

function CheckText({ check, text }: { check: FilterCheck; text: string }): ReactElement | null {
  const { fault, titles, hasMore } = check;
  if (fault) {
    const expected = fault.expected?.slice(0, expectedShownMax).join(', ');
    return (
      <>
        <MarkedText text={text} fault={fault} />
        {expected ? <> Possible here: {expected}</> : null}
      </>
    );
  }
  if (titles === null) return null;
  if (titles.length === 0) return <>Finds nothing now.</>;
  return (
    <>
      Finds: <bdi>{titles.join(', ')}</bdi>
      {hasMore ? ' and more' : ''}
    </>
  );
}

export interface FilterFieldProps {
  filter: string;
  check: FilterCheck;
  onChange: (filter: string) => void;
}

/** A filter as docs/filters.md has it, with what it finds, or what is wrong with it, as it is written. */
export function FilterField({ filter, check, onChange }: FilterFieldProps): ReactElement {
  const { fault } = check;
  return (
    <TextField
      label="Filter"
      placeholder="due <= today & priority >= medium & !done"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={filterCharactersMax}
      value={filter}
      onChange={(event) => onChange(event.currentTarget.value)}
      description={<CheckText check={check} text={filter} />}
      error={fault ? `${fault.message} ${fault.fix}` : undefined}
    />
  );
}
