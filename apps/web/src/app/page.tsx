import { PageShell } from '@taskora/ui';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../account/accounts-unavailable.tsx';
import { frontEnd } from '../server/front-end.ts';
import { Welcome } from '../welcome/welcome.tsx';

export default async function WelcomePage(): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/" />;
  if (visitor !== null) redirect('/tasks');
  return (
    <PageShell width="medium">
      <Welcome />
    </PageShell>
  );
}
