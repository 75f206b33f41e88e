import type { ComponentPropsWithoutRef, ReactElement } from 'react';

import { classNames } from '../class-names.ts';

export interface CardProps extends ComponentPropsWithoutRef<'section'> {
  as?: 'section' | 'article' | 'div' | 'aside';
  padded?: boolean;
}

export function Card({
  as: Element = 'section',
  padded = true,
  className,
  ...rest
}: CardProps): ReactElement {
  return (
    <Element
      {...rest}
      className={classNames(
        'rounded-card border border-line bg-surface shadow-card',
        padded && 'p-5 sm:p-6',
        className,
      )}
    />
  );
}
