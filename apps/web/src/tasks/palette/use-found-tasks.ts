'use client';

import { listTasks } from '@taskora/api-client';
import { useDebounced } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';

const pauseMilliseconds = 150;
const foundMax = 8;

/**
 * The tasks that the server finds by what is typed, the best first; a letter of a title may be wrong. Each
 * answer belongs to its question, so one that comes late replaces nothing.
 */
export function useFoundTasks(typed: string) {
  const rested = useDebounced(typed, pauseMilliseconds);
  // What was found for an earlier text is offered no more: the next key would choose it.
  const search = rested === typed ? typed : '';
  const { data, error, isFetching } = useQuery({
    queryKey: ['palette', 'tasks', search],
    enabled: search !== '',
    queryFn: ({ signal }) => listTasks({ search, limit: foundMax }, { signal }),
    // What was found when the palette was open before may be different by now.
    gcTime: 0,
    retry: false,
  });
  return {
    tasks: data?.items ?? [],
    error,
    isPending: typed !== '' && (isFetching || typed !== rested),
  };
}
