'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { LoadingList } from '../list/loading-list.tsx';
import { LoadFailure } from '../load-failure.tsx';
import { onDemand } from '../on-demand.ts';
import type { TrashListProps } from './trash-list.tsx';

const trashListQuery = onDemand(
  'trash-list',
  async () => (await import('./trash-list.tsx')).TrashList,
);

/** The trash, or what is there instead of it while it is loaded. */
export function OpenedTrash(props: TrashListProps): ReactElement {
  const { data: TrashList, isError, error, refetch } = useQuery(trashListQuery);
  if (TrashList) return <TrashList {...props} />;
  if (!isError) return <LoadingList />;
  return (
    <LoadFailure
      title="The trash could not be opened."
      error={error}
      onRetry={() => void refetch()}
    />
  );
}
