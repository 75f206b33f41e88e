'use client';

import {
  getGetReminderSettingsQueryKey,
  getReminderSettings,
  replaceReminderSettings,
  type ReminderSettings,
} from '@taskora/api-client';
import { Button, SelectField, TextField } from '@taskora/ui';
import type { ReactElement } from 'react';

import { ownZone } from '../tasks/add/typed.ts';
import { StoredSection } from './stored-section.tsx';
import { useStoredSettings, type StoredSettings } from './use-stored-settings.ts';

const stored: StoredSettings<ReminderSettings, Partial<ReminderSettings>> = {
  queryKey: getGetReminderSettingsQueryKey(),
  read: (options) => getReminderSettings(options),
  merge: (settings, changes) => ({ ...settings, ...changes }),
  // All of them are replaced: what another page or device has stored since is not taken back.
  requestOf: async (changes) => {
    const wanted = { ...(await getReminderSettings()), ...changes };
    return (options) => replaceReminderSettings(wanted, options);
  },
};

/** Every zone that the browser knows, and the one that is set, which may be of an older name. */
function zonesWith(zone: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', zone])].sort();
}

/** Where a person lives, and when in a day they want to know of what is due that day. */
export function ZoneSection(): ReactElement {
  const { change, ...state } = useStoredSettings(stored, 'Time zone and reminders are');
  return (
    <StoredSection
      title="Time zone and reminders"
      lead="Reminders of a task without a time come at this hour of this zone, wherever you are."
      {...state}
    >
      {({ timeZone, allDayTime }) => (
        <>
          <SelectField
            label="Time zone"
            value={timeZone}
            onChange={(event) => change({ timeZone: event.currentTarget.value })}
          >
            {zonesWith(timeZone).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </SelectField>
          {timeZone === ownZone() ? null : (
            <Button className="justify-self-start" onClick={() => change({ timeZone: ownZone() })}>
              Take that of this device: {ownZone().replaceAll('_', ' ')}
            </Button>
          )}
          <TextField
            key={allDayTime}
            label="Remind of what is due in a day at"
            type="time"
            required
            defaultValue={allDayTime.slice(0, 'hh:mm'.length)}
            onBlur={(event) => {
              const { value } = event.currentTarget;
              if (/^\d\d:\d\d$/u.test(value) && !allDayTime.startsWith(value)) {
                change({ allDayTime: `${value}:00` });
              }
            }}
          />
        </>
      )}
    </StoredSection>
  );
}
