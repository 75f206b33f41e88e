import { AccountMenu, Alert, AuthCard, PageShell } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { withNext } from '../../account/next-page.ts';
import { ConsentView } from '../../connect/consent-view.tsx';
import { refusalOf } from '../../connect/refusal.ts';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Connect a program' };

interface ConnectPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The query as the authorization server has made it, in which a name may come several times. */
function queryOf(values: Record<string, string | string[] | undefined>): URLSearchParams {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => [name, each]),
  );
  return new URLSearchParams(pairs);
}

export default async function ConnectPage({
  searchParams,
}: ConnectPageProps): Promise<ReactElement> {
  const query = queryOf(await searchParams);
  const error = query.get('error');
  if (error !== null) return <Refused reason={refusalOf(error)} />;
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href={`/connect?${query}`} />;
  if (visitor === null) redirect(withNext('/sign-in', `/connect?${query}`));
  const request = await frontEnd.getConsentRequest(query);
  if (request === 'unavailable') return <AccountsUnavailable href={`/connect?${query}`} />;
  if (request === null) return <Refused reason={refusalOf('invalid_request')} />;
  return (
    <PageShell
      homeHref="/tasks"
      account={<AccountMenu email={visitor.user.email} href="/account" landingPage="/" />}
    >
      <ConsentView request={request} email={visitor.user.email} />
    </PageShell>
  );
}

function Refused({ reason }: { reason: string }): ReactElement {
  return (
    <PageShell>
      <AuthCard title="Nothing was connected">
        <Alert tone="danger" title={reason} />
      </AuthCard>
    </PageShell>
  );
}
