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
    // It takes no signal: the preview's question would be cancelled with the preview, and with it the
    // task that was sent meanwhile and waits for the same answer.
    queryFn: () => parseText({ text, timeZone: ownTimeZone() }),
    // The answer depends on the day, so it may not be kept for long.
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });
}
