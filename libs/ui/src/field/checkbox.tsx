'use client';

import type { ComponentPropsWithRef, ReactElement, ReactNode } from 'react';

import { classNames } from '../class-names.ts';

export interface CheckboxProps extends Omit<
  ComponentPropsWithRef<'input'>,
  'type' | 'onChange' | 'size'
> {
  label: ReactNode;
  hideLabel?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  /** A round box, as tasks have. */
  round?: boolean;
}

const boxClassName =
  'peer size-5.5 cursor-pointer appearance-none border-[1.5px] border-line-strong bg-surface transition-colors ' +
  'hover:border-accent checked:border-accent checked:bg-accent disabled:cursor-default disabled:opacity-60';

/** The browser's own checkbox, drawn differently: it works before any script has loaded. */
export function Checkbox({
  label,
  hideLabel = false,
  onCheckedChange,
  round = false,
  className,
  ...input
}: CheckboxProps): ReactElement {
  return (
    <label
      className={classNames(
        'inline-flex min-h-target min-w-target cursor-pointer items-center gap-1',
        className,
      )}
    >
      <span className="relative grid size-10 shrink-0 place-items-center">
        <input
          {...input}
          type="checkbox"
          onChange={(event) => onCheckedChange?.(event.currentTarget.checked)}
          className={classNames(boxClassName, round ? 'rounded-full' : 'rounded-md')}
        />
        <svg
          aria-hidden="true"
          focusable="false"
          viewBox="0 0 24 24"
          fill="none"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
          className="pointer-events-none absolute size-3.5 stroke-on-accent opacity-0 transition-opacity peer-checked:opacity-100"
        >
          <path d="M5 12.5l4.5 4.5L19 7.5" />
        </svg>
      </span>
      <span className={hideLabel ? 'sr-only' : undefined}>{label}</span>
    </label>
  );
}
