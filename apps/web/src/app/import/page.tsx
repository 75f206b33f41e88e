import { AccountMenu, NavLink, PageShell } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { ExchangeView } from '../../exchange/exchange-view.tsx';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Import and export' };

export default async function ImportPage(): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/import" />;
  if (visitor === null) redirect('/sign-in');
  return (
    <PageShell
      width="narrow"
      homeHref="/tasks"
      nav={<NavLink href="/tasks">Tasks</NavLink>}
      account={<AccountMenu email={visitor.user.email} href="/account" landingPage="/" />}
    >
      <ExchangeView />
    </PageShell>
  );
}
