import { AccountMenu, NavLink, PageShell } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { frontEnd } from '../../server/front-end.ts';
import { SpacesView } from '../../spaces/spaces-view.tsx';

export const metadata: Metadata = { title: 'Shared spaces' };

export default async function SpacesPage(): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/spaces" />;
  if (visitor === null) redirect('/sign-in');
  const { id, name, email } = visitor.user;
  return (
    <PageShell
      width="narrow"
      homeHref="/tasks"
      nav={<NavLink href="/tasks">Tasks</NavLink>}
      account={<AccountMenu email={email} href="/account" landingPage="/" />}
    >
      <SpacesView reader={{ id, name }} />
    </PageShell>
  );
}
