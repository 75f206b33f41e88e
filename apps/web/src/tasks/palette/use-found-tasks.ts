'use client';

import { listTasks } from '@taskora/api-client';
import { useDebounced } from '@taskora/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

const pauseMilliseconds = 150;
const foundMax = 8;

/**
 * The tasks that the server finds by what is typed, the best first; a letter of a title may be wrong. Each
 * answer belongs to its question, so one that comes late replaces nothing.
 */
export function useFoundTasks(typed: string) {
  const rested = useDebounced(typed, pauseMilliseconds);
  const search = typed === '' ? '' : rested;
  const { data, error, isFetching } = useQuery({
    queryKey: ['palette', 'tasks', search],
    // What was typed before a pause is not asked for once more, while something else is being typed.
    enabled: search !== '' && search === typed,
    queryFn: ({ signal }) => listTasks({ search, limit: foundMax }, { signal }),
    placeholderData: keepPreviousData,
    // What was found when the palette was open before may be different by now.
    gcTime: 0,
    retry: false,
  });
  return {
    tasks: search === '' ? [] : (data?.items ?? []),
    error: search === '' ? null : error,
    isPending: typed !== '' && (isFetching || typed !== rested),
  };
}
