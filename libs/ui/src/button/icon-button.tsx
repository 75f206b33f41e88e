'use client';

import type { ReactElement } from 'react';

import { Spinner } from '../feedback/spinner.tsx';
import type { IconName } from '../icon/icon-paths.ts';
import { Icon } from '../icon/icon.tsx';
import { Button, type ButtonProps } from './button.tsx';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'square'> {
  /** What the button does, said in full: "Delete buy milk". */
  label: string;
  icon: IconName;
}

export function IconButton({
  label,
  icon,
  variant = 'quiet',
  pending = false,
  disabled = false,
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <Button
      {...rest}
      square
      variant={variant}
      disabled={disabled || pending}
      aria-label={label}
      aria-busy={pending || undefined}
      title={label}
    >
      {pending ? <Spinner /> : <Icon name={icon} />}
    </Button>
  );
}
