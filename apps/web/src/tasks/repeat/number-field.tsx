'use client';

import { TextField } from '@taskora/ui';
import { useState, type ReactElement, type Ref } from 'react';

export interface NumberFieldProps {
  label: string;
  hideLabel?: boolean;
  value: number;
  max: number;
  onNumber: (number: number) => void;
  className?: string;
  ref?: Ref<HTMLInputElement>;
}

/**
 * A whole number from 1. What is half typed counts for nothing, and gives place to the last one that did. Where
 * another field has lowered the limit, the number may be above it: then it stays, and is said to be wrong.
 */
export function NumberField({ value, max, onNumber, ...field }: NumberFieldProps): ReactElement {
  const [text, setText] = useState<string | null>(null);
  const isNumber = (typed: string) =>
    /^\d{1,9}$/u.test(typed) && Number(typed) >= 1 && Number(typed) <= max;
  const isWrong = !isNumber(text ?? String(value));
  return (
    <TextField
      {...field}
      type="number"
      inputMode="numeric"
      min={1}
      max={max}
      value={text ?? String(value)}
      error={isWrong ? `Write a number from 1 to ${max}.` : undefined}
      onChange={({ currentTarget: { value: typed } }) => {
        setText(typed);
        if (isNumber(typed)) onNumber(Number(typed));
      }}
      onBlur={() => setText(null)}
      onKeyDown={(event) => {
        // The form would be sent without what is seen here.
        if (event.key === 'Enter' && isWrong) event.preventDefault();
      }}
    />
  );
}
