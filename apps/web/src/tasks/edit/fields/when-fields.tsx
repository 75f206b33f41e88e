'use client';

import { TextField } from '@taskora/ui';
import type { ReactElement } from 'react';

import { ownZone } from '../../add/typed.ts';
import { timeText } from '../../words/time-text.ts';
import { zoneTyped } from '../edit-draft.ts';
import { dayEarliest, dayLatest } from '../faults.ts';
import type { FieldsProps } from './fields.ts';

/** The zone that a time is of, where it is not the reader's own. */
function zoneText({ draft }: FieldsProps): string | undefined {
  const { dueTime, dueZone } = draft;
  if (dueTime === '' || dueZone === '' || dueZone === ownZone()) return undefined;
  return timeText({ dueTime, dueZone })?.slice('hh:mm '.length);
}

function DayField(
  props: FieldsProps & { name: 'dueOn' | 'startOn' | 'deadlineOn'; label: string },
): ReactElement {
  const { name, label, draft, faults, onChange } = props;
  return (
    <TextField
      name={name}
      label={label}
      type="date"
      min={dayEarliest}
      max={dayLatest}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      error={faults[name]}
    />
  );
}

/** When it is due: the day, and the time on it. */
export function DueFields(props: FieldsProps): ReactElement {
  const { draft, faults, onChange } = props;
  return (
    <>
      <DayField {...props} name="dueOn" label="Due date" />
      <TextField
        name="dueTime"
        label="Time"
        type="time"
        value={draft.dueTime}
        description={zoneText(props)}
        onChange={({ currentTarget: { value: dueTime } }) =>
          onChange({ dueTime, ...(!draft.base.dueTime && zoneTyped(draft)) })
        }
        error={faults.dueTime}
      />
    </>
  );
}

/** From when on it can be done, until when it must be, and how long it takes. */
export function SpanFields(props: FieldsProps): ReactElement {
  const { draft, faults, onChange } = props;
  return (
    <>
      <DayField {...props} name="startOn" label="Start" />
      <DayField {...props} name="deadlineOn" label="Deadline" />
      <TextField
        name="duration"
        label="Takes"
        placeholder="45 min"
        autoComplete="off"
        value={draft.duration}
        onChange={(event) => onChange({ duration: event.currentTarget.value })}
        error={faults.duration}
      />
    </>
  );
}
