'use client';

import { parseText, type ParseResult } from '@taskora/api-client';
import { ownLocale, todayInZone } from '@taskora/ui';
import { queryOptions } from '@tanstack/react-query';

/** The reader's zone decides what "tomorrow" means. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** An answer is good for the minute that it was made in: "tomorrow" moves at midnight. */
const freshMilliseconds = 60_000;

/**
 * What the server's one grammar makes of a line at a moment; by default at the moment of asking. The
 * preview and the added task share an answer while it is fresh and of the same day.
 */
export function parseQuery(text: string, moment?: Date) {
  return queryOptions<ParseResult>({
    queryKey: ['parse', text, todayInZone(undefined, moment)],
    // It takes no signal: the preview's question would be cancelled with the preview, and with it the
    // task that was sent meanwhile and waits for the same answer.
    queryFn: () =>
      parseText({
        text,
        timeZone: ownTimeZone(),
        locale: ownLocale(),
        now: (moment ?? new Date()).toISOString(),
      }),
    staleTime: freshMilliseconds,
    gcTime: freshMilliseconds,
    retry: false,
  });
}
