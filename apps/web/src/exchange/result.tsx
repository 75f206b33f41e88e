'use client';

import { Alert, Button, LinkButton } from '@taskora/ui';
import { useEffect, useRef, type ReactElement } from 'react';

import type { Imported } from './use-import.ts';

const number = new Intl.NumberFormat('en-GB');

export interface ResultProps {
  imported: Imported;
  /** Where the tasks are now. */
  href: string;
  pending: boolean;
  /** Why it was not taken back. */
  failure: string | null;
  onUndo: () => void;
  onAgain: () => void;
}

/** What an import has done; all of it is taken back by one press. */
export function Result(props: ResultProps): ReactElement {
  const { imported, href, pending, failure, onUndo, onAgain } = props;
  const { report, changeId } = imported;
  const { create, skip, error } = report.counts;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section aria-labelledby="result" className="grid gap-4">
      <h2 ref={heading} id="result" tabIndex={-1} className="text-xl outline-none">
        {create === 1 ? '1 row is imported' : `${number.format(create)} rows are imported`}
      </h2>
      {skip + error > 0 ? (
        <p className="text-sm text-muted">
          {number.format(skip)} were left out, and {number.format(error)} had an error.
        </p>
      ) : null}
      {failure ? (
        <Alert tone="danger" title="The import was not taken back.">
          {failure}
        </Alert>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <LinkButton variant="primary" href={href}>
          See the tasks
        </LinkButton>
        {changeId === null ? null : (
          <Button pending={pending} onClick={onUndo}>
            Undo the import
          </Button>
        )}
        {/* The answer to the undo would take the place of the file that is chosen next. */}
        <Button disabled={pending} onClick={onAgain}>
          Import another file
        </Button>
      </div>
      <p className="text-sm text-muted">
        Later, “Recently changed” on the page of tasks takes the import back too.
      </p>
    </section>
  );
}
