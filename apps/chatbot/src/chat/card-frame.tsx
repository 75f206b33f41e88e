import { classNames } from '@taskora/ui';
import type { ReactElement, ReactNode } from 'react';

export const cardClassName =
  'w-full overflow-hidden rounded-card border border-line bg-surface shadow-card';

export interface CardHeadProps {
  sign: ReactNode;
  children: ReactNode;
  end?: ReactNode;
  /** Rows follow. */
  divided?: boolean;
  className?: string;
}

/** The first line of a card: a sign, what happened, and where to go from here. */
export function CardHead({
  sign,
  children,
  end,
  divided = false,
  className,
}: CardHeadProps): ReactElement {
  return (
    <div
      className={classNames(
        'flex min-h-11 items-center gap-2.5 px-4 py-2 text-sm',
        divided && 'border-b border-line',
        className,
      )}
    >
      {sign}
      <span className="min-w-0 flex-1 font-medium wrap-anywhere">{children}</span>
      {end ? <span className="shrink-0">{end}</span> : null}
    </div>
  );
}
