'use client';

import { Button, Checkbox, isComposing, SelectField, TextField, useToday } from '@taskora/ui';
import {
  useImperativeHandle,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type Ref,
} from 'react';

import { MoveField } from '../../repeat/move-field.tsx';
import { RuleInDetail } from '../../repeat/rule-in-detail.tsx';
import { readText, useRecurrenceIn } from '../../repeat/use-recurrence-in.ts';
import { recurrenceText } from '../../words/recurrence-text.ts';
import type { FieldsProps } from './fields.ts';
import type { RecurrenceHandle, WrittenRecurrence } from './written-recurrence.ts';

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** Days that not every month has: where one is missing, the last day stands for it. */
const everywhere = 28;
const clamped = ';RSCALE=GREGORIAN;SKIP=BACKWARD';

/** The rules that are asked for most, of what is due on that day. */
export function commonRules(day: string): string[] {
  const date = new Date(`${day}T00:00:00Z`);
  const number = date.getUTCDate();
  const monthDay = `BYMONTHDAY=${number}${number > everywhere ? clamped : ''}`;
  return [
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    `FREQ=WEEKLY;BYDAY=${weekdays[date.getUTCDay()]}`,
    `FREQ=MONTHLY;${monthDay}`,
    `FREQ=YEARLY;BYMONTH=${date.getUTCMonth() + 1};${monthDay}`,
  ];
}

export interface RecurrenceFieldProps extends FieldsProps {
  handle: Ref<RecurrenceHandle>;
}

/** How a task repeats: one of the usual rules, or whatever a phrase can say. */
export function RecurrenceField(props: RecurrenceFieldProps): ReactElement {
  const { draft, faults, onChange, handle } = props;
  const { recurrence, dueOn } = draft;
  const [phrase, setPhrase] = useState('');
  const today = useToday() ?? '';
  const read = useRecurrenceIn(phrase);
  const anchor = recurrence?.anchor ?? 'due';
  const textOf = (rule: string) => recurrenceText({ rule, anchor: 'due' });
  const common = /^\d{4}-\d\d-\d\d$/u.test(dueOn || today) ? commonRules(dueOn || today) : [];
  const chosen = recurrence?.rule ?? '';
  // A rule has several spellings; what says the same is the same choice.
  const isCommon = common.some((rule) => chosen !== '' && textOf(rule) === textOf(chosen));
  const rules = isCommon
    ? common.map((rule) => (textOf(rule) === textOf(chosen) ? chosen : rule))
    : [...common, ...(chosen === '' ? [] : [chosen])];

  /** What repeats has a date, from which it counts. */
  const repeating = (next: { rule: string; anchor: 'due' | 'completion' }, firstOn = today) => ({
    recurrence: next,
    ...(dueOn === '' && { dueOn: firstOn }),
  });
  const repeat = (next: { rule: string; anchor: 'due' | 'completion' }) =>
    onChange(repeating(next));

  function written(): WrittenRecurrence {
    if (phrase.trim() === '') return null;
    if (read === undefined) return 'reading';
    return read ? repeating({ rule: read.rule, anchor: read.anchor }, read.firstOn) : 'unread';
  }

  useImperativeHandle(handle, () => ({ written: written(), clear: () => setPhrase('') }));

  function takePhrase(): void {
    const values = written();
    if (values === null || typeof values === 'string') return;
    onChange(values);
    setPhrase('');
  }

  function press(event: KeyboardEvent): void {
    if (phrase.trim() === '' || isComposing(event.nativeEvent)) return;
    // The first Escape is for what is written here, the next one for the form.
    if (event.key === 'Escape') setPhrase('');
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    takePhrase();
  }

  return (
    <>
      <SelectField
        label="Repeats"
        value={chosen}
        onChange={({ currentTarget: { value: rule } }) => {
          if (rule === '') onChange({ recurrence: null });
          else repeat({ rule, anchor });
        }}
      >
        <option value="">Does not repeat</option>
        {rules.map((rule) => (
          <option key={rule} value={rule}>
            {textOf(rule)}
          </option>
        ))}
      </SelectField>
      <div className="grid gap-2">
        <TextField
          name="phrase"
          dir="auto"
          label="Or in words"
          placeholder="every 2 weeks on Monday"
          autoComplete="off"
          data-own-escape={phrase.trim() === '' ? undefined : true}
          value={phrase}
          onKeyDown={press}
          onChange={(event) => {
            setPhrase(event.currentTarget.value);
            if (faults.phrase) onChange({});
          }}
          description={readText(read)}
          error={faults.phrase}
        />
        {read ? (
          <Button size="small" className="justify-self-start" onClick={takePhrase}>
            Repeat like this
          </Button>
        ) : null}
      </div>
      <MoveField {...props} />
      <RuleInDetail
        recurrence={recurrence}
        day={dueOn || today}
        onRule={(rule) => repeat({ rule, anchor })}
      />
      {recurrence ? (
        <Checkbox
          className="sm:col-span-2"
          label="Count from the day it is done, not from the day it was due"
          checked={anchor === 'completion'}
          onCheckedChange={(late) =>
            repeat({ rule: recurrence.rule, anchor: late ? 'completion' : 'due' })
          }
        />
      ) : null}
    </>
  );
}
