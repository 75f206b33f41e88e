'use client';

import type { ImportReport, RowCounts } from '@taskora/api-client';
import { Alert, Button } from '@taskora/ui';
import { useEffect, useRef, type ReactElement } from 'react';

import { RowList } from './row-list.tsx';
import { sources } from './sources.ts';

const number = new Intl.NumberFormat('en-GB');
const rowsText = (count: number) => (count === 1 ? '1 row' : `${number.format(count)} rows`);

function Counts({ counts }: { counts: RowCounts }): ReactElement {
  const parts = [
    ['new', counts.create],
    ['known already', counts.known],
    ['left out', counts.skip],
    ['with an error', counts.error],
  ] as const;
  return (
    <ul className="flex flex-wrap gap-x-4 text-sm">
      {parts.map(([name, count]) => (
        <li key={name}>
          <span className="font-medium tabular-nums">{number.format(count)}</span> {name}
        </li>
      ))}
    </ul>
  );
}

export interface PreviewProps {
  report: ImportReport;
  pending: boolean;
  /** Why it was not imported. */
  failure: string | null;
  onImport: () => void;
  onCancel: () => void;
}

/** What an import would do with each row, before anything is done. */
export function Preview(props: PreviewProps): ReactElement {
  const { report, pending, failure, onImport, onCancel } = props;
  const { counts, source, rows } = report;
  const heading = useRef<HTMLHeadingElement>(null);
  const isNothing = counts.create === 0;
  useEffect(() => heading.current?.focus(), []);

  return (
    <section aria-labelledby="preview" className="grid gap-4">
      <h2 ref={heading} id="preview" tabIndex={-1} className="text-xl outline-none">
        Preview: {sources[source].name}
      </h2>
      <Counts counts={counts} />
      {counts.error > 0 ? (
        <Alert title={`${rowsText(counts.error)} cannot be imported.`}>
          {isNothing
            ? 'Each says below what is wrong with it: correct it in the file and make a new preview.'
            : 'The others can. Each says below what is wrong with it: correct it in the file and make a new preview, or import without it. What is imported once is known, and comes in only once.'}
        </Alert>
      ) : null}
      {failure ? (
        <Alert tone="danger" title="The import did not end as it should.">
          {failure}
        </Alert>
      ) : null}
      {isNothing ? (
        <Alert
          title={counts.known > 0 ? 'Nothing of this file is new.' : 'Nothing can be imported.'}
        >
          {counts.known > 0
            ? 'What was imported before stays as it is here. Choose another file.'
            : 'Each row says below why. Correct the file, or choose another one.'}
        </Alert>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {isNothing ? null : (
          <Button variant="primary" pending={pending} onClick={onImport}>
            Import {rowsText(counts.create)}
          </Button>
        )}
        {/* What was begun is waited for: only its answer says how it is undone. */}
        <Button disabled={pending} onClick={onCancel}>
          Choose another file
        </Button>
      </div>
      <RowList rows={rows} />
    </section>
  );
}
