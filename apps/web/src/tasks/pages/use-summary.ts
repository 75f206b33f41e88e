'use client';

import { getGetTaskSummaryQueryKey, getTaskSummary, isSignedOut } from '@taskora/api-client';
import { useToday } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';

/** How often a page in sight asks whether something was changed elsewhere: another tab, the chat, a program. */
const askEveryMilliseconds = 5_000;
const askAgainMilliseconds = 30_000;

/** The beginning of the key of every summary. */
export const summaryKey = getGetTaskSummaryQueryKey();

/** How many tasks there are of each kind, and the revision of all of them. */
export function useSummary() {
  const today = useToday();
  return useQuery({
    queryKey: [...summaryKey, { today }],
    queryFn: ({ signal }) => getTaskSummary({ today: today ?? '' }, { signal }),
    enabled: today !== null,
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state: { error } }) => {
      if (error === null) return askEveryMilliseconds;
      return isSignedOut(error) ? false : askAgainMilliseconds;
    },
  });
}
