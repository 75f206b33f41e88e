import { AccountMenu, NavLink, PageShell } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { frontEnd } from '../../server/front-end.ts';
import { SettingsNav } from '../../settings/settings-nav.tsx';
import { SettingsView } from '../../settings/settings-view.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage(): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/settings" />;
  if (visitor === null) redirect('/sign-in');
  return (
    <PageShell
      width="narrow"
      homeHref="/tasks"
      nav={<NavLink href="/tasks">Tasks</NavLink>}
      account={<AccountMenu email={visitor.user.email} href="/account" landingPage="/" />}
    >
      <SettingsNav shown="/settings" />
      <SettingsView />
    </PageShell>
  );
}
