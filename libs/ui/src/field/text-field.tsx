'use client';

import type { ComponentPropsWithRef, ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { controlClassName, FieldFrame, type FieldTexts } from './field-frame.tsx';

/** `className` is for the whole field. */
type TextFieldProps = FieldTexts & ComponentPropsWithRef<'input'>;

export function TextField({
  label,
  hideLabel = false,
  description,
  error,
  id,
  className,
  ...input
}: TextFieldProps): ReactElement {
  return (
    <FieldFrame
      {...{ label, hideLabel, description, error, id, className }}
      control={(wiring) => (
        <input
          type="text"
          {...input}
          {...wiring}
          className={classNames(controlClassName, 'min-h-target')}
        />
      )}
    />
  );
}
