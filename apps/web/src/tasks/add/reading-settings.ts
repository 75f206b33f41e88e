'use client';

import {
  getGetReadingSettingsQueryKey,
  getReadingSettings,
  newId,
  sendChange,
  updateReadingSettings,
  type ReadingSettings,
  type ReadingSettingsChanges,
} from '@taskora/api-client';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

const freshMilliseconds = 300_000;

/** How the person's lines are read, as the API remembers it for all their devices. */
export const readingSettingsQuery = queryOptions<ReadingSettings>({
  queryKey: getGetReadingSettingsQueryKey(),
  queryFn: () => getReadingSettings(),
  staleTime: freshMilliseconds,
});

function changed(settings: ReadingSettings, changes: ReadingSettingsChanges): ReadingSettings {
  const { chosen = {}, ...fields } = changes;
  const kept = { ...settings.chosen, ...chosen };
  const numbers = Object.entries(kept).filter((each): each is [string, number] => each[1] !== null);
  return { ...settings, ...fields, chosen: Object.fromEntries(numbers) };
}

/** What a person chose counts at once, and is remembered. */
export function useRemember(): (changes: ReadingSettingsChanges) => void {
  const queryClient = useQueryClient();
  const count = useRef(0);
  return useCallback(
    (changes) => {
      const number = (count.current += 1);
      const { queryKey } = readingSettingsQuery;
      // An answer that is coming does not know of the choice.
      void queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, (known) => changed(known ?? {}, changes));
      const sent = sendChange((options) => updateReadingSettings(changes, options), {
        idempotencyKey: newId(),
      });
      sent.then(
        // Of an older choice, it would take the newer one back.
        ({ result }) => {
          if (number === count.current) queryClient.setQueryData(queryKey, result);
        },
        // It counts in this page, and the line says what it is read as.
        () => undefined,
      );
    },
    [queryClient],
  );
}

let orders: { locale: string; dayFirst: boolean | null } | undefined;

function orderOf(locale: string): boolean | null {
  try {
    const parts = new Intl.DateTimeFormat(locale, {
      calendar: 'gregory',
      day: 'numeric',
      month: 'numeric',
    }).formatToParts(0);
    const place = (type: string) => parts.findIndex((part) => part.type === type);
    return place('day') < place('month');
  } catch {
    return null;
  }
}

/** Whether 5/12 begins with the day in the reader's language; null for one that is none. */
export function dayFirstByLanguage(): boolean | null {
  const { language: locale } = navigator;
  if (orders?.locale !== locale) orders = { locale, dayFirst: orderOf(locale) };
  return orders.dayFirst;
}
