'use client';

import type { Action, ImportedRow } from '@taskora/api-client';
import { Button, classNames, SelectField, StatusRegion } from '@taskora/ui';
import { useMemo, useRef, useState, type ReactElement } from 'react';

/** As many as are read at a time: a file may have 100,000. */
export const rowsPerPage = 100;

const verdicts: Readonly<Record<Action, string>> = {
  create: 'New',
  known: 'Known',
  skip: 'Left out',
  error: 'Error',
};
const tones: Readonly<Record<Action, string>> = {
  create: 'bg-accent-soft text-accent',
  known: 'bg-sunken text-muted',
  skip: 'bg-sunken text-muted',
  error: 'bg-danger-soft text-danger',
};

type Shown = 'all' | 'attention' | Action;

const filters: Readonly<Record<Shown, string>> = {
  all: 'All rows',
  attention: 'Where something is lost',
  create: 'New',
  known: 'Known already',
  skip: 'Left out',
  error: 'Errors',
};

function isShown({ action, remarks }: ImportedRow, shown: Shown): boolean {
  if (shown === 'all') return true;
  if (shown !== 'attention') return action === shown;
  return action === 'skip' || action === 'error' || remarks.length > 0;
}

const number = new Intl.NumberFormat('en-GB');

function Row({ row }: { row: ImportedRow }): ReactElement {
  const { place, kind, action, sentence, title, remarks } = row;
  return (
    <li className="grid gap-1 px-4 py-2 sm:px-5">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span
          className={classNames('rounded-control px-2 py-0.5 text-xs font-medium', tones[action])}
        >
          {verdicts[action]}
        </span>
        <span className="min-w-0 flex-1 basis-40 font-medium wrap-anywhere">
          <bdi>{title === '' ? 'Without a title' : title}</bdi>
        </span>
        <span className="text-xs text-muted wrap-anywhere">
          {kind} · <bdi>{place}</bdi>
        </span>
      </div>
      {action === 'create' ? null : <p className="text-sm wrap-anywhere">{sentence}</p>}
      {remarks.map((remark, index) => (
        <p key={`${remark.reason}-${index}`} className="text-sm text-muted wrap-anywhere">
          {remark.sentence}
        </p>
      ))}
    </li>
  );
}

/** What becomes of each row of a file, a page at a time. */
export function RowList({ rows }: { rows: readonly ImportedRow[] }): ReactElement {
  const [shown, setShown] = useState<Shown>('all');
  const [page, setPage] = useState(0);
  const top = useRef<HTMLParagraphElement>(null);
  const found = useMemo(() => rows.filter((row) => isShown(row, shown)), [rows, shown]);
  const first = page * rowsPerPage;
  const onPage = found.slice(first, first + rowsPerPage);
  const range =
    found.length === 0
      ? 'No such row'
      : `Rows ${number.format(first + 1)} to ${number.format(first + onPage.length)} of ${number.format(found.length)}`;

  function turn(next: number): void {
    setPage(next);
    top.current?.focus();
    top.current?.scrollIntoView?.({ block: 'center' });
  }

  return (
    <section aria-label="Rows of the file" className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <SelectField
          label="Show"
          className="w-56 max-w-full"
          value={shown}
          onChange={(event) => {
            setShown(event.currentTarget.value as Shown);
            setPage(0);
          }}
        >
          {Object.entries(filters).map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </SelectField>
        <p ref={top} tabIndex={-1} className="text-sm text-muted outline-none">
          {range}
        </p>
      </div>
      {onPage.length > 0 ? (
        <ul
          aria-label="Rows"
          className="divide-y divide-line rounded-card border border-line bg-surface"
        >
          {onPage.map((row, index) => (
            <Row key={first + index} row={row} />
          ))}
        </ul>
      ) : null}
      {found.length > rowsPerPage ? (
        <div className="flex flex-wrap gap-2">
          <Button disabled={page === 0} onClick={() => turn(page - 1)}>
            Previous rows
          </Button>
          <Button disabled={first + rowsPerPage >= found.length} onClick={() => turn(page + 1)}>
            Next rows
          </Button>
        </div>
      ) : null}
      <StatusRegion>{range}</StatusRegion>
    </section>
  );
}
