import type { ReactElement } from 'react';

import { LinkButton } from '../button/link.tsx';
import { EmptyState } from '../layout/empty-state.tsx';
import { PageShell } from '../layout/page-shell.tsx';

export interface AccountsUnavailableProps {
  /** The page to try again. */
  href: string;
  /** The part of the product that the page belongs to, as its shell names it. */
  section?: string;
  /** What is not lost, such as "your tasks are safe". */
  safe: string;
}

/** A page in whose place nothing can be shown until accounts can be reached again; it goes out as 503. */
export function AccountsUnavailable({
  href,
  section,
  safe,
}: AccountsUnavailableProps): ReactElement {
  return (
    <PageShell {...(section === undefined ? {} : { section })}>
      <h1 className="sr-only">Taskora is not reachable right now</h1>
      <EmptyState
        icon="warning"
        title="Taskora cannot reach its accounts right now"
        action={<LinkButton href={href}>Try again</LinkButton>}
      >
        You are still signed in, and {safe}. Try again in a moment.
      </EmptyState>
    </PageShell>
  );
}
