'use client';

import { ApiError, type ParseResult } from '@taskora/api-client';
import { useToday } from '@taskora/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

import { parseQuery } from './parse-query.ts';
import { charactersIn, parsedCharactersMax } from './title-text.ts';
import { useDebounced } from './use-debounced.ts';

const pauseMilliseconds = 150;

export const isReadable = (line: string) =>
  line !== '' && charactersIn(line) <= parsedCharactersMax;

/** What is understood of the line while it is being typed; null until that is known of this very line. */
export function useReading(line: string): ParseResult | null {
  const rested = useDebounced(line, pauseMilliseconds);
  // Over midnight the same line means another day, so it is read again.
  useToday();
  const { data } = useQuery({
    ...parseQuery(rested),
    enabled: line !== '' && isReadable(rested),
  });
  return data && rested === line ? data : null;
}

/**
 * What a line means at the moment of sending. An answer that is old or of another day is asked for again.
 * Where the grammar itself fails the line is still worth keeping, so that gives null, not an error.
 */
export function useReadLine(): (line: string, moment: Date) => Promise<ParseResult | null> {
  const queryClient = useQueryClient();
  return useCallback(
    async (line, moment) => {
      if (!isReadable(line)) return null;
      try {
        return await queryClient.fetchQuery(parseQuery(line, moment));
      } catch (error) {
        const status = error instanceof ApiError ? error.problem.status : 0;
        if (status === 422 || status === 500) return null;
        throw error;
      }
    },
    [queryClient],
  );
}
