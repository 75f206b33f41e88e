import { AccountMenu, Alert, AuthCard, PageShell } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { withNext } from '../../account/next-page.ts';
import { frontEnd } from '../../server/front-end.ts';
import { JoinView } from '../../spaces/join-view.tsx';

export const metadata: Metadata = { title: 'Join a shared space' };

interface JoinPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function JoinPage({ searchParams }: JoinPageProps): Promise<ReactElement> {
  const { invitation } = await searchParams;
  if (typeof invitation !== 'string') {
    return (
      <PageShell homeHref="/tasks">
        <AuthCard title="Join a shared space">
          <Alert tone="danger" title="This link is not whole.">
            Open it again as it was sent to you, or ask for another one.
          </Alert>
        </AuthCard>
      </PageShell>
    );
  }
  const here = `/join?${new URLSearchParams({ invitation })}`;
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href={here} />;
  if (visitor === null) redirect(withNext('/sign-in', here));
  const { name, email } = visitor.user;
  return (
    <PageShell
      homeHref="/tasks"
      account={<AccountMenu email={email} href="/account" landingPage="/" />}
    >
      <JoinView invitation={invitation} readerName={name} email={email} />
    </PageShell>
  );
}
