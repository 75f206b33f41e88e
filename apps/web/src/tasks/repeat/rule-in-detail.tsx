'use client';

import { Button } from '@taskora/ui';
import { useId, useState, type ReactElement } from 'react';

import type { EditValues } from '../edit/edit-draft.ts';
import { recurrenceText } from '../words/recurrence-text.ts';
import { RuleForm } from './rule-form.tsx';
import { partsFor, partsOf, ruleOf } from './rule-parts.ts';

export interface RuleInDetailProps {
  recurrence: EditValues['recurrence'];
  /** The day from which a rule counts; what is no day yet has no fields. */
  day: string;
  onRule: (rule: string) => void;
}

type BeginningProps = Pick<RuleInDetailProps, 'day' | 'onRule'>;

/** Opening the fields changes nothing, so a task that does not repeat yet says what it would do by them. */
function Beginning({ day, onRule }: BeginningProps): ReactElement {
  const rule = ruleOf(partsFor('WEEKLY', day));
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:col-span-2">
      <p className="text-sm text-muted">
        This task does not repeat. It does once you change one of these fields, or as they are:
      </p>
      <Button size="small" onClick={() => onRule(rule)}>
        {recurrenceText({ rule, anchor: 'due' })}
      </Button>
    </div>
  );
}

/** What a task does, as a whole sentence, and each part of it in a field of its own where that is asked for. */
export function RuleInDetail({ recurrence, day, onRule }: RuleInDetailProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const isDay = /^\d{4}-\d\d-\d\d$/u.test(day);
  const isShown = isOpen && isDay;
  const parts = recurrence && isDay ? partsOf(recurrence.rule, day) : null;

  return (
    <div className="grid items-start gap-3 sm:col-span-2 sm:grid-cols-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:col-span-2">
        <p aria-live="polite" className="text-sm text-muted wrap-anywhere">
          {recurrence ? `This task is due: ${recurrenceText(recurrence)}.` : ''}
        </p>
        <Button
          size="small"
          aria-expanded={isShown}
          aria-controls={id}
          onClick={() => setOpen(!isShown)}
        >
          Repeat in detail
        </Button>
      </div>
      <div id={id} className="contents">
        {isShown && !recurrence ? <Beginning {...{ day, onRule }} /> : null}
        {isShown && recurrence && !parts ? (
          <p className="text-sm text-muted sm:col-span-2">
            The rule of this task says more than these fields can. It stays until you change one.
          </p>
        ) : null}
        {isShown ? (
          <RuleForm parts={parts ?? partsFor('WEEKLY', day)} day={day} onRule={onRule} />
        ) : null}
      </div>
    </div>
  );
}
