'use client';

import type { ComponentPropsWithRef, ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { controlClassName, FieldFrame, type FieldTexts } from './field-frame.tsx';

/** `className` is for the whole field. */
type TextAreaProps = FieldTexts &
  ComponentPropsWithRef<'textarea'> & {
    /** It draws its own frame, as a field of a form does. */
    framed?: boolean;
  };

/** It grows to eight lines before it scrolls. */
const sizeClassName = 'field-sizing-content max-h-52 min-h-target resize-none py-2';
/** The frame is drawn by what is around it. */
const bareClassName =
  'w-full border-0 bg-transparent px-3 text-base text-ink outline-none placeholder:text-muted';

export function TextArea({
  label,
  hideLabel = false,
  description,
  error,
  id,
  className,
  framed = false,
  ...textarea
}: TextAreaProps): ReactElement {
  return (
    <FieldFrame
      {...{ label, hideLabel, description, error, id, className }}
      control={(wiring) => (
        <textarea
          {...textarea}
          {...wiring}
          rows={1}
          className={classNames(framed ? controlClassName : bareClassName, sizeClassName)}
        />
      )}
    />
  );
}
