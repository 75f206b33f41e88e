import { Alert, AuthCard, PageShell, ProviderSignIn, TextLink } from '@taskora/ui';
import type { SignUpState } from '@taskora/front-end/server';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import { nextPageOf, withNext } from '../../account/next-page.ts';
import { SignUpForm } from '../../account/sign-up-form.tsx';
import { signUpRefusal } from '../../account/sign-up-refusal.ts';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Create account' };

interface SignUpPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const leads: Partial<Record<SignUpState, string>> = {
  first: 'This is the first account here. Others need an invitation or an open sign-up.',
  invited: 'You are invited. One account for the list and the chat.',
};

export default async function SignUpPage({ searchParams }: SignUpPageProps): Promise<ReactElement> {
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href="/sign-up" />;
  const { invitation, next } = await searchParams;
  const nextPage = nextPageOf(next);
  if (visitor !== null) redirect(nextPage);
  const token = typeof invitation === 'string' ? invitation : undefined;
  const state = await frontEnd.getSignUpState(token);
  if (state === 'unavailable') return <AccountsUnavailable href="/sign-up" />;
  const refusal = signUpRefusal(state);
  return (
    <PageShell>
      <AuthCard
        title="Start your list"
        lead={leads[state] ?? 'One account for the list and the chat.'}
        footer={
          <>
            Have an account already?{' '}
            <TextLink
              roomy
              render={<Link href={withNext('/sign-in', nextPage)} prefetch={false} />}
            >
              Sign in
            </TextLink>
          </>
        }
      >
        {refusal === undefined ? (
          <>
            <SignUpForm invitation={token} nextPage={nextPage} />
            <ProviderSignIn
              name={frontEnd.getProviderName()}
              nextPage={nextPage}
              invitation={token}
            />
          </>
        ) : (
          <Alert title={refusal.title}>{refusal.advice}</Alert>
        )}
      </AuthCard>
    </PageShell>
  );
}
