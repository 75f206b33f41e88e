import { AccountMenu, NavLink, PageShell } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { frontEnd } from '../../server/front-end.ts';
import { TasksView } from '../../tasks/tasks-view.tsx';

export const metadata: Metadata = { title: 'Tasks' };

export interface TasksPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const viewParameters = ['view', 'project', 'saved', 'tag', 'space', 'day', 'by', 'on'];

/** What of the address names a view; all else of it means nothing here. */
function searchIn(parameters: Awaited<TasksPageProps['searchParams']>): string {
  const known = Object.entries(parameters).filter(
    (each): each is [string, string] =>
      typeof each[1] === 'string' && viewParameters.includes(each[0]),
  );
  return known.length === 0 ? '' : `?${new URLSearchParams(known).toString()}`;
}

export default async function TasksPage({ searchParams }: TasksPageProps): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/tasks" />;
  if (visitor === null) redirect('/sign-in');
  return (
    <PageShell
      width="medium"
      homeHref="/tasks"
      nav={
        <>
          <NavLink href={frontEnd.config().chatbotUrl}>Open chat</NavLink>
          <NavLink href="/activity">Activity</NavLink>
          <NavLink href="/settings">Settings</NavLink>
        </>
      }
      account={<AccountMenu email={visitor.user.email} href="/account" landingPage="/" />}
    >
      <TasksView owner={visitor.user.id} search={searchIn(await searchParams)} />
    </PageShell>
  );
}
