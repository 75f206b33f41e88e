'use client';

import {
  describeProblem,
  getGetReminderSettingsQueryKey,
  getReminderSettings,
  newId,
  replaceReminderSettings,
  sendChange,
} from '@taskora/api-client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ownZone } from '../add/typed.ts';

/** What the API takes where a person has said nothing. */
const usualTime = '09:00';

/** What counts for all reminders of the reader: when in a day, and by which clocks. */
export function useReminderSettings() {
  const queryClient = useQueryClient();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: getGetReminderSettingsQueryKey(),
    queryFn: ({ signal }) => getReminderSettings({ signal }),
  });
  const allDayTime = (data?.allDayTime ?? usualTime).slice(0, 'hh:mm'.length);

  /** From now on the clocks of this place count. */
  async function takeOwnZone(): Promise<void> {
    setPending(true);
    setFailure(null);
    try {
      const wanted = { timeZone: ownZone(), allDayTime };
      await sendChange((options) => replaceReminderSettings(wanted, options), {
        idempotencyKey: newId(),
      });
      await queryClient.invalidateQueries({ queryKey: getGetReminderSettingsQueryKey() });
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setPending(false);
    }
  }

  return { allDayTime, zone: data?.timeZone ?? null, pending, failure, takeOwnZone };
}

export type ReminderSettingsState = ReturnType<typeof useReminderSettings>;
