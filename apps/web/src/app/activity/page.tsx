import { AccountMenu, NavLink, PageShell } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { ActivityView } from '../../activity/activity-view.tsx';
import { filterIn } from '../../activity/asked-filter.ts';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Activity' };

export interface ActivityPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ActivityPage({
  searchParams,
}: ActivityPageProps): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/activity" />;
  if (visitor === null) redirect('/sign-in');
  return (
    <PageShell
      width="medium"
      homeHref="/tasks"
      nav={<NavLink href="/tasks">Tasks</NavLink>}
      account={<AccountMenu email={visitor.user.email} href="/account" landingPage="/" />}
    >
      <ActivityView owner={visitor.user.id} asked={filterIn(await searchParams)} />
    </PageShell>
  );
}
