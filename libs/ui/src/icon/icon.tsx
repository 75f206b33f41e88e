import type { ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { iconPaths, type IconName } from './icon-paths.ts';

export interface IconProps {
  name: IconName;
  className?: string;
}

/** A decorative sign: it is hidden from assistive technology, so the text beside it must say it all. */
export function Icon({ name, className }: IconProps): ReactElement {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={classNames('ui-icon shrink-0', className)}
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
