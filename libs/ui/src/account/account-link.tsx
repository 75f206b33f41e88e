import type { ReactElement, ReactNode } from 'react';

import { NavLink } from '../button/link.tsx';
import { Icon } from '../icon/icon.tsx';
import { VisuallyHidden } from '../layout/visually-hidden.tsx';

export interface AccountLinkProps {
  href: string;
  /** Who is signed in; narrow screens have room for the sign alone. */
  children: ReactNode;
}

/** The link to the page of the account. */
export function AccountLink({ href, children }: AccountLinkProps): ReactElement {
  return (
    <NavLink href={href} className="min-w-target justify-center gap-2">
      <Icon name="person" />
      <VisuallyHidden>Account </VisuallyHidden>
      <span className="sr-only max-w-60 truncate md:not-sr-only">{children}</span>
    </NavLink>
  );
}
