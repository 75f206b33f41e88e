import { EmptyState, LinkButton, PageShell } from '@taskora/ui';
import type { ReactElement } from 'react';

export default function NotFound(): ReactElement {
  return (
    <PageShell>
      <h1 className="sr-only">Page not found x1 x2 x3</h1>
      <EmptyState
        title="There is no such page"
        action={<LinkButton href="/">Go to Taskora x1 x2 x3</LinkButton>}
      >
        The address may be mistyped, or the page has moved.
      </EmptyState>
    </PageShell>
  );
}
