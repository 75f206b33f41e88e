import type { ReactElement, ReactNode } from 'react';

import { classNames } from '../class-names.ts';

export interface StatusRegionProps {
  children?: ReactNode;
  /** Shown to everyone; otherwise it is only spoken. */
  visible?: boolean;
  className?: string;
}

/**
 * Says politely what has just happened. It must be on the page before its text arrives:
 * a region that appears together with its text is not read out by most screen readers.
 */
export function StatusRegion({
  children,
  visible = false,
  className,
}: StatusRegionProps): ReactElement {
  return (
    <div role="status" className={classNames(!visible && 'sr-only', className)}>
      {children}
    </div>
  );
}
