import { EmptyState, LinkButton, PageShell } from '@taskora/ui';
import type { ReactElement } from 'react';

export default function NotFound(): ReactElement {
  return (
    <PageShell section="Chat">
      <EmptyState
        title="There is no such page"
        action={<LinkButton href="/">Open chat</LinkButton>}
      >
        The address may be mistyped, or the page has moved.
      </EmptyState>
    </PageShell>
  );
}
