'use client';

import { SelectField, TextField } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import { dayLatest } from '../edit/faults.ts';
import { NumberField } from './number-field.tsx';
import { countMax, type End } from './rule-parts.ts';

const names: Readonly<Record<End['kind'], string>> = {
  never: 'Never',
  day: 'On a day',
  count: 'After a number of times',
};
const usualCount = 10;
const usualMonths = 3;

/** An end to begin with, some time after the day from which a rule counts. */
function endFrom(kind: End['kind'], day: string): End {
  if (kind === 'never') return { kind };
  if (kind === 'count') return { kind, count: usualCount };
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + usualMonths);
  return { kind, on: date.toISOString().slice(0, 'YYYY-MM-DD'.length) };
}

export interface EndFieldsProps {
  end: End;
  /** The day from which the rule counts. */
  day: string;
  onEnd: (end: End) => void;
}

/** When something is due for the last time. */
export function EndFields({ end, day, onEnd }: EndFieldsProps): ReactElement {
  const [text, setText] = useState<string | null>(null);
  const isDay = (typed: string) => typed.length === 10 && typed >= day && typed <= dayLatest;
  const isWrong = text !== null && !isDay(text);
  return (
    <>
      <SelectField
        label="Ends"
        value={end.kind}
        onChange={(event) => onEnd(endFrom(event.currentTarget.value as End['kind'], day))}
      >
        {Object.entries(names).map(([kind, name]) => (
          <option key={kind} value={kind}>
            {name}
          </option>
        ))}
      </SelectField>
      {end.kind === 'count' ? (
        <NumberField
          label="Times"
          value={end.count}
          max={countMax}
          onNumber={(count) => onEnd({ kind: 'count', count })}
        />
      ) : null}
      {end.kind === 'day' ? (
        <TextField
          label="Last day"
          type="date"
          min={day}
          max={dayLatest}
          value={text ?? end.on}
          error={isWrong ? 'Choose a day that is not before the due date.' : undefined}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            if (isDay(value)) onEnd({ kind: 'day', on: value });
          }}
          onBlur={() => setText(null)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && isWrong) event.preventDefault();
          }}
        />
      ) : null}
    </>
  );
}
