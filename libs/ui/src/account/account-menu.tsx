import type { ReactElement } from 'react';

import { NavLink } from '../button/link.tsx';
import { Icon } from '../icon/icon.tsx';
import { SignOutButton } from './sign-out-button.tsx';

export interface AccountMenuProps {
  email: string;
  /** The page of the account. */
  href: string;
  /** The page for somebody who is not signed in. */
  landingPage: string;
}

/**
 * Who is signed in, in the header of each page. Narrow screens have room for the sign of a person alone;
 * signing out is then on the page that it leads to.
 */
export function AccountMenu({ email, href, landingPage }: AccountMenuProps): ReactElement {
  return (
    <>
      <NavLink href={href} className="min-w-target justify-center gap-2">
        <Icon name="person" />
        <span className="sr-only">Account </span>
        <span className="sr-only md:hidden">{email}</span>
        <span className="hidden max-w-60 truncate md:inline">{email}</span>
      </NavLink>
      <span className="hidden min-[26rem]:inline-flex">
        <SignOutButton landingPage={landingPage} />
      </span>
    </>
  );
}
