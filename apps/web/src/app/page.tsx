import { PageShell } from '@taskora/ui';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { frontEnd } from '../server/front-end.ts';
import { Welcome } from '../welcome/welcome.tsx';

export default async function WelcomePage(): Promise<ReactElement> {
  if (await frontEnd.getSession(await headers())) redirect('/tasks');
  return (
    <PageShell width="medium">
      <Welcome />
    </PageShell>
  );
}
