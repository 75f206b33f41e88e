import { AccountMenu, NavLink, PageShell, ProviderError } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountView } from '../../account/account-view.tsx';
import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { frontEnd } from '../../server/front-end.ts';
import { SettingsNav } from '../../settings/settings-nav.tsx';

export const metadata: Metadata = { title: 'Account' };

interface AccountPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AccountPage({
  searchParams,
}: AccountPageProps): Promise<ReactElement> {
  const account = await frontEnd.getAccount(await headers());
  if (account === 'unavailable') return <AccountsUnavailable href="/account" />;
  if (account === null) redirect('/sign-in');
  const { error } = await searchParams;
  return (
    <PageShell
      width="narrow"
      homeHref="/tasks"
      nav={<NavLink href="/tasks">Open tasks</NavLink>}
      account={<AccountMenu email={account.user.email} href="/account" landingPage="/" />}
    >
      <SettingsNav shown="/account" />
      <div className="grid gap-6">
        <ProviderError code={error} name={account.provider?.name ?? null} />
        <AccountView account={account} />
      </div>
    </PageShell>
  );
}
