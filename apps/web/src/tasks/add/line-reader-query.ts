import { ownLocale } from '@taskora/ui';
import { queryOptions } from '@tanstack/react-query';

import type { LineReader } from './line-reader.ts';

/**
 * What reads lines. It comes with requests of its own, when somebody is about to write: nobody waits for it
 * to see their tasks. It is asked for again where it did not come.
 */
export const lineReaderQuery = queryOptions<LineReader>({
  queryKey: ['line-reader'],
  queryFn: async () => (await import('./line-reader.ts')).loadLineReader(ownLocale()),
  staleTime: Infinity,
  gcTime: Infinity,
  structuralSharing: false,
});
