'use client';

import { describeProblem } from '@taskora/api-client';
import { Alert, Button, Spinner } from '@taskora/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';

import { Section } from './section.tsx';

export interface StoredSectionProps<Settings> {
  title: string;
  lead: string;
  query: UseQueryResult<Settings>;
  failure: string | null;
  said: string;
  children: (settings: Settings) => ReactNode;
}

/** Settings that have to be loaded, and what became of the last choice. */
export function StoredSection<Settings>(props: StoredSectionProps<Settings>): ReactElement {
  const { title, lead, query, failure, said, children } = props;
  return (
    <Section title={title} lead={lead}>
      {query.isError && query.data === undefined ? (
        <Alert
          tone="danger"
          title="This could not be loaded."
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        >
          {describeProblem(query.error)}
        </Alert>
      ) : null}
      {query.isPending ? <Spinner label="Loading settings" /> : null}
      {query.data === undefined ? null : children(query.data)}
      {failure ? <Alert tone="danger" title={failure} /> : null}
      <p role="status" className="min-h-5 text-sm text-muted">
        {said}
      </p>
    </Section>
  );
}
