'use client';

import { SelectField } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { FieldsProps } from '../edit/fields/fields.ts';
import { dayText } from '../words/day-text.ts';
import { recurrenceText } from '../words/recurrence-text.ts';
import { followingRule, moves, saidOfLater } from './move-series.ts';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** What becomes of single occurrences that were left out or moved, where all that follow change. */
function lostText(days: readonly string[]): string | undefined {
  if (days.length === 0) return undefined;
  const named = list.format(days.map(dayText));
  return `Left out or moved so far: ${named}. That stays on days that the new rule has too, and only there.`;
}

/** Whether the new day of a task that repeats is for this time alone, or for all that follow too. */
export function MoveField({ draft, onChange }: FieldsProps): ReactElement | null {
  const { base, recurrence } = draft;
  const moved = moves(draft);
  const following = followingRule(draft);
  if (moved === null || following === null || !recurrence || !base.recurrence) return null;
  const { rule } = base.recurrence;
  return (
    <SelectField
      label="The new date is for"
      className="sm:col-span-2"
      value={moved}
      description={moved === 'following' ? lostText(saidOfLater(draft)) : undefined}
      onChange={({ currentTarget: { value } }) =>
        onChange({ recurrence: { ...recurrence, rule: value === 'following' ? following : rule } })
      }
    >
      <option value="this">This time only</option>
      <option value="following">
        This time and all that follow: {recurrenceText({ rule: following, anchor: 'due' })}
      </option>
    </SelectField>
  );
}
