'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

import type { LineReader } from './line-reader.ts';
import { lineReaderQuery } from './line-reader-query.ts';
import type { LineReading } from './line-reading.ts';
import { readingSettingsQuery } from './reading-settings.ts';
import { charactersIn, parsedCharactersMax } from './title-text.ts';
import type { Typed } from './typed.ts';

export const isReadable = (line: string) =>
  line !== '' && charactersIn(line) <= parsedCharactersMax;

export interface Asked {
  line: string;
  /** Null before anything was typed. */
  typed: Typed | null;
  kept: readonly string[];
  only?: readonly string[];
}

const noSettings = {};

/** What reads lines, once somebody wants to write; null until it is there. */
export function useLineReader(isWanted: boolean): LineReader | null {
  return useQuery({ ...lineReaderQuery, enabled: isWanted }).data ?? null;
}

/** What is understood of a line with every key; null where nothing can be read yet. */
export function useReading(asked: Asked): LineReading | null {
  const { line, typed, kept, only } = asked;
  const isWanted = isReadable(line);
  const reader = useLineReader(isWanted);
  const settings = useQuery({ ...readingSettingsQuery, enabled: isWanted }).data ?? noSettings;
  return useMemo(
    () =>
      reader && typed && isReadable(line)
        ? reader.read(line, { settings, typed, kept, ...(only && { only }) })
        : null,
    [reader, settings, line, typed, kept, only],
  );
}

/**
 * What a line means that is in no field any more. Where the grammar does not come the line is still worth
 * keeping, so that gives null; without the person's settings, it is read as most people mean it.
 */
export function useReadLine(): (asked: Asked & { typed: Typed }) => Promise<LineReading | null> {
  const queryClient = useQueryClient();
  return useCallback(
    async ({ line, typed, kept }) => {
      if (!isReadable(line)) return null;
      const [reader, settings] = await Promise.all([
        queryClient.ensureQueryData(lineReaderQuery).catch(() => null),
        queryClient.fetchQuery({ ...readingSettingsQuery, retry: false }).catch(() => noSettings),
      ]);
      return reader && reader.read(line, { settings, typed, kept });
    },
    [queryClient],
  );
}
