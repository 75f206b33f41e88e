import { EmptyState, LinkButton, PageShell } from '@taskora/ui';
import type { ReactElement } from 'react';

/** A page in whose place nothing can be shown until accounts can be reached again; it goes out as 503. */
export function AccountsAway({ href }: { href: string }): ReactElement {
  return (
    <PageShell section="Chat">
      <h1 className="sr-only">Taskora is not reachable right now</h1>
      <EmptyState
        icon="warning"
        title="Taskora cannot reach its accounts right now"
        action={<LinkButton href={href}>Try again</LinkButton>}
      >
        You are still signed in, and your tasks and conversations are safe. Try again in a moment.
      </EmptyState>
    </PageShell>
  );
}
