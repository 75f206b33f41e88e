import { AccountMenu, NavLink, PageShell } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccessTokensView } from '../../access-tokens/access-tokens-view.tsx';
import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { ConnectionList } from '../../connect/connection-list.tsx';
import { frontEnd } from '../../server/front-end.ts';
import { SettingsNav } from '../../settings/settings-nav.tsx';

export const metadata: Metadata = { title: 'Access tokens' };

export default async function AccessTokensPage(): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/tokens" />;
  if (visitor === null) redirect('/sign-in');
  const connections = await frontEnd.getConnections(await headers());
  if (connections === 'unavailable') return <AccountsUnavailable href="/tokens" />;
  return (
    <PageShell
      width="narrow"
      homeHref="/tasks"
      nav={<NavLink href="/tasks">Tasks</NavLink>}
      account={<AccountMenu email={visitor.user.email} href="/account" landingPage="/" />}
    >
      <SettingsNav shown="/tokens" />
      <div className="grid gap-10">
        <AccessTokensView address={`${frontEnd.config().publicUrl}/mcp`} />
        <ConnectionList connections={connections ?? []} />
      </div>
    </PageShell>
  );
}
