'use client';

import {
  getGetReadingSettingsQueryKey,
  getReadingSettings,
  updateReadingSettings,
  type ReadingSettings,
  type ReadingSettingsChanges,
} from '@taskora/api-client';
import { SelectField } from '@taskora/ui';
import type { ReactElement } from 'react';

import { StoredSection } from './stored-section.tsx';
import { useStoredSettings, type StoredSettings } from './use-stored-settings.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

type Habits = Omit<ReadingSettingsChanges, 'chosen'>;

const stored: StoredSettings<ReadingSettings, Habits> = {
  queryKey: getGetReadingSettingsQueryKey(),
  read: (options) => getReadingSettings(options),
  merge: (settings, changes) => ({ ...settings, ...changes }),
  requestOf: (changes) => (options) => updateReadingSettings(changes, options),
};

const orders = [
  ['', 'As my language has it'],
  ['day', 'The day first: 5 December'],
  ['month', 'The month first: 12 May'],
] as const;

const orderOf = ({ dayFirst }: ReadingSettings) =>
  dayFirst === null || dayFirst === undefined ? '' : dayFirst ? 'day' : 'month';

/** What a person means by weeks and dates, wherever they write. */
export function ReadingSection(): ReactElement {
  const { change, ...state } = useStoredSettings(stored, 'Weeks and dates are');
  return (
    <StoredSection
      title="Weeks and dates"
      lead="How what you write is read, here and by the assistant. It counts on all of your devices."
      {...state}
    >
      {(settings) => (
        <>
          <SelectField
            label="A week begins on"
            value={settings.weekStart ?? 0}
            onChange={(event) => change({ weekStart: Number(event.currentTarget.value) })}
          >
            {weekdays.map((name, day) => (
              <option key={name} value={day}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="5/12 is"
            value={orderOf(settings)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              change({ dayFirst: value === '' ? null : value === 'day' });
            }}
          >
            {orders.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="“Next Friday” is"
            value={settings.nextWeekday ?? 'nextWeek'}
            onChange={(event) =>
              change({
                nextWeekday: event.currentTarget.value === 'nearest' ? 'nearest' : 'nextWeek',
              })
            }
          >
            <option value="nextWeek">The Friday of next week</option>
            <option value="nearest">The next Friday that comes</option>
          </SelectField>
        </>
      )}
    </StoredSection>
  );
}
