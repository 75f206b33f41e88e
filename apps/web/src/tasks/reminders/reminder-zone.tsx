'use client';

import { Alert, Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import { ownZone } from '../add/typed.ts';
import type { ReminderSettingsState } from './use-reminder-settings.ts';

const named = (zone: string) => zone.replaceAll('_', ' ');

/** Reminders of what is due by no certain clocks come by those of the settings, which may be others than these. */
export function ReminderZone({
  settings,
}: {
  settings: ReminderSettingsState;
}): ReactElement | null {
  const { zone, pending, failure, takeOwnZone } = settings;
  const own = ownZone();
  if (zone === null || zone === own) return null;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
        Your reminders come by the clocks of {named(zone)}.
        <Button size="small" pending={pending} onClick={() => void takeOwnZone()}>
          Use those of {named(own)}
        </Button>
      </p>
      {failure ? (
        <Alert tone="danger" title="Your settings were not changed.">
          {failure}
        </Alert>
      ) : null}
    </>
  );
}
