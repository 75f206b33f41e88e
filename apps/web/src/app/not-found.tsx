import { EmptyState, LinkButton, PageShell } from '@taskora/ui';
import type { ReactElement } from 'react';

export default function NotFound(): ReactElement {
  return (
    <PageShell>
      <h1 className="sr-only">Page not found</h1>
      <EmptyState
        title="There is no such page"
        action={<LinkButton href="/">Go to Taskora</LinkButton>}
      >
        The address may be mistyped, or the page has moved.
      </EmptyState>
    </PageShell>
  );
}
