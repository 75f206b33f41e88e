'use client';

import { Button, EmptyState, PageShell } from '@taskora/ui';
import { useEffect, type ReactElement } from 'react';

import { isOutdatedPage, takeReload } from './outdated-page.ts';

/** What a page shows that could not be shown. What was being written is kept, and is there again. */
export function PageFailure({ error }: { error: Error }): ReactElement {
  const outdated = isOutdatedPage(error);
  useEffect(() => {
    if (outdated && takeReload()) window.location.reload();
  }, [outdated]);
  return (
    <PageShell>
      <h1 className="sr-only">Something went wrong</h1>
      <EmptyState
        icon="warning"
        title="This page could not be shown"
        action={<Button onClick={() => window.location.reload()}>Try again</Button>}
      >
        {outdated
          ? 'A part of it is missing on the server. Your tasks are safe.'
          : 'Your tasks are safe; only showing them failed.'}
      </EmptyState>
    </PageShell>
  );
}
