import { Icon, type IconName } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface PageLinkProps {
  href: string;
  icon: IconName;
  name: string;
}

/** A page of its own, among the views. */
export function PageLink({ href, icon, name }: PageLinkProps): ReactElement {
  return (
    <li>
      <a
        href={href}
        className="flex min-h-target items-center gap-2 rounded-control px-3 text-sm font-medium text-muted no-underline hover:bg-sunken hover:text-ink"
      >
        <Icon name={icon} className="size-4" />
        {name}
      </a>
    </li>
  );
}
