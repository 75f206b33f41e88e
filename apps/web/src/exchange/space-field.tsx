'use client';

import type { Space } from '@taskora/api-client';
import { SelectField } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface SpaceFieldProps {
  label: string;
  /** Those that can be chosen; undefined while they are not known. */
  spaces: readonly Space[] | undefined;
  /** Empty for the person's own. */
  value: string;
  onChange: (id: string) => void;
}

/** One's own tasks, or one of the spaces that are shared. */
export function SpaceField({ label, spaces, value, onChange }: SpaceFieldProps): ReactElement {
  const shared = spaces?.filter(({ kind }) => kind === 'shared') ?? [];
  return (
    <SelectField
      label={label}
      description={
        spaces ? null : 'Your shared spaces are not loaded; your own tasks can be chosen.'
      }
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">Your own tasks</option>
      {shared.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
