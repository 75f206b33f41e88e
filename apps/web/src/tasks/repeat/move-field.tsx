'use client';

import { SelectField } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { FieldsProps } from '../edit/fields/fields.ts';
import { recurrenceText } from '../words/recurrence-text.ts';
import { followingRule, moves } from './move-series.ts';

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
