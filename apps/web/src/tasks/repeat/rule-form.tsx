'use client';

import { Checkbox, SelectField } from '@taskora/ui';
import type { ReactElement } from 'react';

import { monthName, ordinalText, weekdays } from '../words/recurrence-text.ts';
import { EndFields } from './end-fields.tsx';
import { NumberField } from './number-field.tsx';
import {
  intervalMax,
  isRare,
  ruleOf,
  weekdayCodes,
  type Period,
  type RuleParts,
  type WeekdayCode,
} from './rule-parts.ts';

const periodNames: Readonly<Record<Period, readonly [one: string, many: string]>> = {
  DAILY: ['day', 'days'],
  WEEKLY: ['week', 'weeks'],
  MONTHLY: ['month', 'months'],
  YEARLY: ['year', 'years'],
};
const monthDays = [...Array.from({ length: 31 }, (_, index) => index + 1), -1];
const months = Array.from({ length: 12 }, (_, index) => index + 1);
const places = [1, 2, 3, 4, 5, -1];

interface PartsProps {
  parts: RuleParts;
  onParts: (parts: Partial<RuleParts>) => void;
}

function Weekdays({ parts: { weekdays: chosen }, onParts }: PartsProps): ReactElement {
  return (
    <fieldset className="sm:col-span-2">
      <legend className="text-sm font-medium">On</legend>
      <div className="-ms-2 flex flex-wrap gap-x-3">
        {weekdayCodes.map((code) => (
          <Checkbox
            key={code}
            label={weekdays[code]}
            checked={chosen.includes(code)}
            // One is left: a week without a day is none.
            disabled={chosen.length === 1 && chosen.includes(code)}
            onCheckedChange={(isOn) =>
              onParts({
                weekdays: isOn ? [...chosen, code] : chosen.filter((each) => each !== code),
              })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

/** What becomes of months that have no such day. */
function rareText(parts: RuleParts): string | undefined {
  if (!isRare(parts)) return undefined;
  return parts.isClamped
    ? 'A shorter month has its last day instead.'
    : 'Shorter months are left out.';
}

function MonthDay({ parts, onParts }: PartsProps): ReactElement {
  return (
    <SelectField
      label="Day"
      value={parts.monthDay}
      description={rareText(parts)}
      onChange={(event) => onParts({ monthDay: Number(event.currentTarget.value) })}
    >
      {monthDays.map((day) => (
        <option key={day} value={day}>
          {day === -1 ? 'last day' : ordinalText(day)}
        </option>
      ))}
    </SelectField>
  );
}

function NthWeekday({ parts: { nth, weekday }, onParts }: PartsProps): ReactElement {
  return (
    <div className="grid grid-cols-2 gap-3">
      <SelectField
        label="Which"
        value={nth}
        onChange={(event) => onParts({ nth: Number(event.currentTarget.value) })}
      >
        {places.map((place) => (
          <option key={place} value={place}>
            {ordinalText(place)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Weekday"
        value={weekday}
        onChange={(event) => onParts({ weekday: event.currentTarget.value as WeekdayCode })}
      >
        {weekdayCodes.map((code) => (
          <option key={code} value={code}>
            {weekdays[code]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function MonthFields({ parts, onParts }: PartsProps): ReactElement {
  return (
    <>
      {parts.period === 'YEARLY' ? (
        <SelectField
          label="Month"
          value={parts.month}
          onChange={(event) => onParts({ month: Number(event.currentTarget.value) })}
        >
          {months.map((month) => (
            <option key={month} value={month}>
              {monthName(String(month))}
            </option>
          ))}
        </SelectField>
      ) : null}
      <SelectField
        label="On"
        value={parts.by}
        onChange={(event) => onParts({ by: event.currentTarget.value as RuleParts['by'] })}
      >
        <option value="date">A day of the month</option>
        <option value="weekday">A weekday of the month</option>
      </SelectField>
      {parts.by === 'date' ? (
        <MonthDay {...{ parts, onParts }} />
      ) : (
        <NthWeekday {...{ parts, onParts }} />
      )}
    </>
  );
}

export interface RuleFormProps {
  parts: RuleParts;
  /** The day from which the rule counts. */
  day: string;
  onRule: (rule: string) => void;
}

/** A rule in fields. Each change of one is another rule at once, and its sentence stands above. */
export function RuleForm({ parts, day, onRule }: RuleFormProps): ReactElement {
  const onParts = (changed: Partial<RuleParts>) => onRule(ruleOf({ ...parts, ...changed }));
  const { period, interval, end } = parts;
  return (
    <fieldset className="grid items-start gap-3 rounded-control border border-line p-3 sm:col-span-2 sm:grid-cols-2">
      <legend className="px-1 text-sm font-medium">How it repeats</legend>
      <div className="grid grid-cols-2 items-start gap-3 sm:col-span-2">
        <NumberField
          label="Every"
          value={interval}
          max={intervalMax}
          onNumber={(number) => onParts({ interval: number })}
        />
        <SelectField
          label="Period"
          value={period}
          onChange={(event) => onParts({ period: event.currentTarget.value as Period })}
        >
          {Object.entries(periodNames).map(([each, [one, many]]) => (
            <option key={each} value={each}>
              {interval === 1 ? one : many}
            </option>
          ))}
        </SelectField>
      </div>
      {period === 'WEEKLY' ? <Weekdays {...{ parts, onParts }} /> : null}
      {period === 'MONTHLY' || period === 'YEARLY' ? <MonthFields {...{ parts, onParts }} /> : null}
      <EndFields end={end} day={day} onEnd={(next) => onParts({ end: next })} />
    </fieldset>
  );
}
