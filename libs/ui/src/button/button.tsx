'use client';

import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentPropsWithRef, ReactElement } from 'react';

import { Spinner } from '../feedback/spinner.tsx';
import { buttonClassName, type ButtonSize, type ButtonVariant } from './button-style.ts';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  square?: boolean;
  /** Work is pending: clicks are ignored, and the button keeps the focus and its name. */
  pending?: boolean;
}

export function Button({
  variant,
  size,
  square,
  pending = false,
  className,
  disabled = false,
  children,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <BaseButton
      {...rest}
      disabled={disabled || pending}
      focusableWhenDisabled={pending}
      aria-busy={pending || undefined}
      className={buttonClassName({ variant, size, square, className })}
    >
      {pending ? <Spinner /> : null}
      {children}
    </BaseButton>
  );
}
