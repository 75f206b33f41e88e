'use client';

import { Button, SelectField, TextField } from '@taskora/ui';
import { useRef, useState, type FormEvent, type ReactElement } from 'react';

import { ownZone, wallClock } from '../add/typed.ts';
import { NumberField } from '../repeat/number-field.tsx';
import { inUnits, whenText, type Counted, type When } from './reminder-text.ts';
import { useEscape } from '../repeat/use-escape.ts';
import { minutesInDay, minutesMax, units } from './units.ts';

type Kind = 'due' | 'before' | 'moment';

function kindOf({ remindAt, minutesBefore }: When): Kind {
  if (remindAt) return 'moment';
  return minutesBefore === 0 ? 'due' : 'before';
}

interface Values {
  kind: Kind;
  count: number;
  /** The minutes of one unit. */
  unit: number;
  /** When in the day it is counted from; empty for what the settings say. */
  time: string;
  /** As the browser's field has it: `YYYY-MM-DDThh:mm`. */
  moment: string;
}

function valuesOf(when: When): Values {
  const { count, minutes } = inUnits(when.minutesBefore || 30);
  const at = when.remindAt ?? new Date().toISOString();
  return {
    kind: kindOf(when),
    count,
    unit: minutes,
    time: when.allDayTime?.slice(0, 'hh:mm'.length) ?? '',
    moment: wallClock({ at, zone: ownZone() }),
  };
}

/** What the fields say; null for a moment that is not whole, or is further from the due date than may be. */
function whenOf({ kind, count, unit, time, moment }: Values, { hasTime }: Counted): When | null {
  if (kind === 'moment') {
    const at = new Date(moment);
    if (Number.isNaN(at.getTime())) return null;
    return { remindAt: at.toISOString(), minutesBefore: null, allDayTime: null };
  }
  const minutesBefore = kind === 'due' ? 0 : count * unit;
  if (minutesBefore > minutesMax) return null;
  return { remindAt: null, minutesBefore, allDayTime: hasTime || time === '' ? null : time };
}

const noneText = (kind: Kind) =>
  kind === 'moment'
    ? 'This is no moment yet.'
    : `A reminder comes at most ${minutesMax / minutesInDay} days before the task is due.`;

export interface ReminderFormProps {
  /** With what the fields begin. */
  when: When;
  counted: Counted;
  /** What is done with them, as the button says it. */
  action: string;
  pending: boolean;
  onSave: (when: When) => void;
  onClose: () => void;
}

/** When a reminder comes, in fields, with the sentence that they make. */
export function ReminderForm(props: ReminderFormProps): ReactElement {
  const { counted, action, pending, onSave, onClose } = props;
  const [values, setValues] = useState(() => valuesOf(props.when));
  const [isAsked, setAsked] = useState(false);
  const form = useEscape(onClose);
  const wanted = useRef<HTMLInputElement>(null);
  const set = (changed: Partial<Values>) => setValues({ ...values, ...changed });
  const when = whenOf(values, counted);
  const { kind, count, unit, time, moment } = values;
  const fault = !when && isAsked;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setAsked(true);
    if (when) onSave(when);
    // The field that has the fault says it.
    else wanted.current?.focus();
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label={action}
      data-own-escape
      onSubmit={submit}
      className="grid w-full items-start gap-3 sm:grid-cols-2"
    >
      <SelectField
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by the button before it
        autoFocus
        label="Remind me"
        value={kind}
        onChange={(event) => set({ kind: event.currentTarget.value as Kind })}
      >
        <option value="due">{counted.hasTime ? 'When it is due' : 'On the day it is due'}</option>
        <option value="before">Before it is due</option>
        <option value="moment">At a moment</option>
      </SelectField>
      {kind === 'before' ? (
        <div className="grid grid-cols-2 items-start gap-3">
          <NumberField
            ref={wanted}
            label="How many"
            value={count}
            max={Math.floor(minutesMax / unit)}
            onNumber={(number) => set({ count: number })}
          />
          <SelectField
            label="Unit"
            value={unit}
            onChange={(event) => set({ unit: Number(event.currentTarget.value) })}
          >
            {units.toReversed().map(([name, minutes]) => (
              <option key={minutes} value={minutes}>
                {name}s
              </option>
            ))}
          </SelectField>
        </div>
      ) : null}
      {kind === 'moment' ? (
        <TextField
          ref={wanted}
          label="Moment"
          type="datetime-local"
          value={moment}
          onChange={(event) => set({ moment: event.currentTarget.value })}
          error={fault ? 'Choose a day and a time.' : undefined}
        />
      ) : null}
      {kind !== 'moment' && !counted.hasTime ? (
        <TextField
          label="At the time of day"
          type="time"
          value={time}
          description={`Empty: at ${counted.allDayTime}, as your settings say.`}
          onChange={(event) => set({ time: event.currentTarget.value })}
        />
      ) : null}
      <p aria-live="polite" className="text-sm text-muted sm:col-span-2">
        {when ? `${whenText(when, counted)}.` : noneText(kind)}
      </p>
      <div className="flex gap-2 sm:col-span-2">
        <Button type="submit" size="small" variant="primary" pending={pending}>
          {action}
        </Button>
        <Button size="small" onClick={onClose}>
          Cancel reminder
        </Button>
      </div>
    </form>
  );
}
