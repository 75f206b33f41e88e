'use client';

import type { ComponentPropsWithRef, ReactElement } from 'react';

import { FieldFrame, type FieldTexts } from './field-frame.tsx';

/** `className` is for the whole field. */
type TextAreaProps = FieldTexts & ComponentPropsWithRef<'textarea'>;

/** The frame is drawn by what is around it; it grows to eight lines before it scrolls. */
const controlClassName =
  'field-sizing-content max-h-52 min-h-target w-full resize-none border-0 bg-transparent px-3 py-2 text-base ' +
  'text-ink outline-none placeholder:text-muted';

export function TextArea({
  label,
  hideLabel = false,
  description,
  error,
  id,
  className,
  ...textarea
}: TextAreaProps): ReactElement {
  return (
    <FieldFrame
      {...{ label, hideLabel, description, error, id, className }}
      control={(wiring) => (
        <textarea {...textarea} {...wiring} rows={1} className={controlClassName} />
      )}
    />
  );
}
