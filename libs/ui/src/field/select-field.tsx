'use client';

import type { ComponentPropsWithRef, ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { controlClassName, FieldFrame, type FieldTexts } from './field-frame.tsx';

/** `className` is for the whole field. */
type SelectFieldProps = FieldTexts & ComponentPropsWithRef<'select'>;

/** One of a few, by the browser's own control: it knows keyboards, fingers and speech. */
export function SelectField({
  label,
  hideLabel = false,
  description,
  error,
  id,
  className,
  ...select
}: SelectFieldProps): ReactElement {
  return (
    <FieldFrame
      {...{ label, hideLabel, description, error, id, className }}
      control={(wiring) => (
        <select
          {...select}
          {...wiring}
          className={classNames(controlClassName, 'min-h-target truncate pr-1')}
        />
      )}
    />
  );
}
