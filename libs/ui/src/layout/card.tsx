import type { ComponentPropsWithoutRef, ReactElement } from 'react';

import { classNames } from '../class-names.ts';

export interface CardProps extends ComponentPropsWithoutRef<'div'> {
  padded?: boolean;
}

export function Card({ padded = true, className, ...rest }: CardProps): ReactElement {
  return (
    <div
      {...rest}
      className={classNames(
        'rounded-card border border-line bg-surface shadow-card',
        padded && 'p-5 sm:p-6',
        className,
      )}
    />
  );
}
