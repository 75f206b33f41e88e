import type { ReactElement, ReactNode } from 'react';

/**
 * Says politely what has just happened. It must be on the page before its text arrives:
 * a region that appears together with its text is not read out by most screen readers.
 */
export function StatusRegion({ children }: { children?: ReactNode }): ReactElement {
  return (
    <div role="status" className="sr-only">
      {children}
    </div>
  );
}
