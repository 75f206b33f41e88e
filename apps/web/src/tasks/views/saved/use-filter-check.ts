'use client';

import { useDebounced } from '@taskora/ui';
import { ApiError, listTasks, type ProblemField } from '@taskora/api-client';
import { useQuery } from '@tanstack/react-query';

import { readingSettingsQuery } from '../../add/reading-settings.ts';
import { ownZone } from '../../add/typed.ts';

const pauseMilliseconds = 250;
/** As many as are named of what a filter finds. */
const shownMax = 3;

/** What is wrong with a text; null where that is not known, or nothing is. */
export function faultIn(error: unknown): ProblemField | null {
  if (!(error instanceof ApiError)) return null;
  return error.problem.fields.find(({ path }) => path === 'filter') ?? null;
}

export interface FilterCheck {
  fault: ProblemField | null;
  /** The first titles of what it finds; null while that is not known. */
  titles: readonly string[] | null;
  hasMore: boolean;
}

/** What the server says of a filter while it is written. */
export function useFilterCheck(filter: string): FilterCheck {
  const rested = useDebounced(filter, pauseMilliseconds);
  const settings = useQuery(readingSettingsQuery);
  const weekStart = settings.data?.weekStart ?? 0;
  const { data, error } = useQuery({
    queryKey: ['filter-check', { filter: rested, weekStart }],
    queryFn: ({ signal }) => {
      const asked = { limit: shownMax + 1, timeZone: ownZone(), weekStart };
      return listTasks({ ...asked, filter: rested }, { signal });
    },
    retry: false,
  });
  // What was written a moment ago says nothing of what is written now.
  if (rested !== filter) return { fault: null, titles: null, hasMore: false };
  const titles = data?.items.map(({ title }) => title) ?? null;
  return {
    fault: faultIn(error),
    titles: titles && titles.slice(0, shownMax),
    hasMore: titles !== null && titles.length > shownMax,
  };
}
