'use client';

import { Button, EmptyState, PageShell } from '@taskora/ui';
import type { ReactElement } from 'react';

export default function ErrorPage({ reset }: { reset: () => void }): ReactElement {
  return (
    <PageShell section="Chat">
      <EmptyState
        icon="warning"
        title="This page could not be shown"
        action={<Button onClick={reset}>Try again</Button>}
      >
        Your tasks and conversations are safe; only showing them failed.
      </EmptyState>
    </PageShell>
  );
}
