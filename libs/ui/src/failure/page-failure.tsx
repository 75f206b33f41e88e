'use client';

import { useEffect, type ReactElement } from 'react';

import { Button } from '../button/button.tsx';
import { EmptyState } from '../layout/empty-state.tsx';
import { PageShell } from '../layout/page-shell.tsx';
import { isOutdatedPage, takeReload } from './outdated-page.ts';

export interface PageFailureProps {
  error: Error;
  /** The part of the product that the page belongs to, as its shell names it. */
  section?: string;
  /** What is not lost, such as "Your tasks are safe". */
  safe: string;
}

/** What a page shows that could not be shown. What was being written is kept, and is there again. */
export function PageFailure({ error, section, safe }: PageFailureProps): ReactElement {
  const outdated = isOutdatedPage(error);
  useEffect(() => {
    if (outdated && takeReload()) window.location.reload();
  }, [outdated]);
  return (
    <PageShell {...(section === undefined ? {} : { section })}>
      <h1 className="sr-only">Something went wrong</h1>
      <EmptyState
        icon="warning"
        title="This page could not be shown"
        action={<Button onClick={() => window.location.reload()}>Try again</Button>}
      >
        {outdated
          ? `A part of it is missing on the server. ${safe}.`
          : `${safe}; only showing them failed.`}
      </EmptyState>
    </PageShell>
  );
}
