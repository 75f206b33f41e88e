import { AccountsUnavailable as Page } from '@taskora/ui';
import type { ReactElement } from 'react';

/** What is shown in place of a page until accounts can be reached again. */
export function AccountsUnavailable({ href }: { href: string }): ReactElement {
  return <Page href={href} safe="your tasks are safe" />;
}
