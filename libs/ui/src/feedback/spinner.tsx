import type { ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { VisuallyHidden } from '../layout/visually-hidden.tsx';

export interface SpinnerProps {
  /** What is being waited for. Without it the spinner is decoration beside text that says so. */
  label?: string;
  className?: string;
}

export function Spinner({ label, className }: SpinnerProps): ReactElement {
  const ring = (
    <span
      aria-hidden="true"
      className={classNames(
        'ui-spinner inline-block shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent',
        className,
      )}
    />
  );
  if (!label) return ring;
  return (
    <span role="status" className="inline-flex items-center">
      {ring}
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
