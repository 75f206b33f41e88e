'use client';

import { parseText, type ParseResult } from '@taskora/api-client';
import { queryOptions } from '@tanstack/react-query';

/** The reader's zone decides what "tomorrow" means. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What the server's one grammar makes of a line: the preview and the added task use the same answer. */
export function parseQuery(text: string) {
  return queryOptions<ParseResult>({
    queryKey: ['parse', text],
    queryFn: ({ signal }) => parseText({ text, timeZone: ownTimeZone() }, { signal }),
    // The answer depends on the day, so it may not be kept for long.
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });
}
