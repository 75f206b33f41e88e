'use client';

import type { ComponentPropsWithRef, ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { controlClassName, FieldFrame, type FieldTexts } from './field-frame.tsx';

export interface TextAreaProps extends FieldTexts, ComponentPropsWithRef<'textarea'> {
  /** How many lines it grows to before it scrolls. */
  maxRows?: number;
  /** The frame is drawn by what is around it. */
  bare?: boolean;
  /** Classes for the textarea itself; `className` is for the whole field. */
  controlClassName?: string;
}

const bareClassName =
  'w-full resize-none border-0 bg-transparent px-3 text-base text-ink outline-none placeholder:text-muted';

export function TextArea({
  label,
  hideLabel = false,
  description,
  error,
  id,
  className,
  controlClassName: extraClassName,
  maxRows = 8,
  bare = false,
  rows = 1,
  style,
  ...textarea
}: TextAreaProps): ReactElement {
  return (
    <FieldFrame
      {...{ label, hideLabel, description, error, id, className }}
      control={(wiring) => (
        <textarea
          {...textarea}
          {...wiring}
          rows={rows}
          style={{ maxHeight: `${maxRows * 1.5 + 1}rem`, ...style }}
          className={classNames(
            bare ? bareClassName : controlClassName,
            'field-sizing-content min-h-target py-2',
            extraClassName,
          )}
        />
      )}
    />
  );
}
