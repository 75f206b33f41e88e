import { AuthCard, PageShell, TextLink } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { SignUpForm } from '../../account/sign-up-form.tsx';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Create account' };

export default async function SignUpPage(): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/sign-up" />;
  if (visitor !== null) redirect('/tasks');
  return (
    <PageShell>
      <AuthCard
        title="Start your list"
        lead="One account for the list and the chat."
        footer={
          <>
            Have an account already?{' '}
            <TextLink roomy render={<Link href="/sign-in" prefetch={false} />}>
              Sign in
            </TextLink>
          </>
        }
      >
        <SignUpForm />
      </AuthCard>
    </PageShell>
  );
}
