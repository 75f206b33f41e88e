'use client';

import { Spinner } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { LoadFailure } from '../load-failure.tsx';
import { onDemand } from '../on-demand.ts';
import type { SelectionBarProps } from './selection-bar.tsx';

const selectionBarQuery = onDemand(
  'selection-bar',
  async () => (await import('./selection-bar.tsx')).SelectionBar,
);

/** What can be done with the selected tasks, or what is there instead of it while it is loaded. */
export function OpenedSelectionBar(props: SelectionBarProps): ReactElement {
  const { data: SelectionBar, isError, error, refetch } = useQuery(selectionBarQuery);
  if (SelectionBar) return <SelectionBar {...props} />;
  if (!isError) return <Spinner label="Opening what can be done" />;
  return (
    <LoadFailure
      title="What can be done with a selection could not be loaded."
      error={error}
      onRetry={() => void refetch()}
    />
  );
}
