'use client';

import type { ReactElement } from 'react';

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
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <Button {...rest} square variant={variant} aria-label={label} title={label}>
      <Icon name={icon} />
    </Button>
  );
}
