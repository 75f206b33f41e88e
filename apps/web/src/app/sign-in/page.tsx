import {
  AuthCard,
  PageShell,
  ProviderError,
  ProviderSignIn,
  SignInForm,
  TextLink,
} from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { nextPageOf, withNext } from '../../account/next-page.ts';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/sign-in" />;
  const { error, next } = await searchParams;
  const nextPage = nextPageOf(next);
  if (visitor !== null) redirect(nextPage);
  const provider = frontEnd.getProviderName();
  return (
    <PageShell>
      <AuthCard
        title="Welcome back"
        lead="Sign in to see your tasks."
        footer={
          <>
            <TextLink roomy render={<Link href="/forgot-password" prefetch={false} />}>
              Forgot password?
            </TextLink>
            <br />
            No account yet?{' '}
            <TextLink
              roomy
              render={<Link href={withNext('/sign-up', nextPage)} prefetch={false} />}
            >
              Create account
            </TextLink>
          </>
        }
      >
        <div className="grid gap-4">
          <ProviderError code={error} name={provider} />
          <SignInForm nextPage={nextPage} />
        </div>
        <ProviderSignIn name={provider} nextPage={nextPage} />
      </AuthCard>
    </PageShell>
  );
}
