import { AuthCard, PageShell, TextLink } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsAway } from '../../account/accounts-away.tsx';
import { SignInForm } from '../../account/sign-in-form.tsx';
import { addressOf, conversationIn } from '../../conversations/conversation-address.ts';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where to go on: the conversation that the person was in, or the beginning. */
async function nextPageOf({ searchParams }: SignInPageProps): Promise<string> {
  const { conversation } = await searchParams;
  const given = new URLSearchParams(typeof conversation === 'string' ? { conversation } : {});
  const id = conversationIn(given);
  return id === null ? '/' : addressOf(id);
}

export default async function SignInPage(props: SignInPageProps): Promise<ReactElement> {
  const nextPage = await nextPageOf(props);
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'away') return <AccountsAway href="/sign-in" />;
  if (visitor !== null) redirect(nextPage);
  const signUpUrl = new URL('/sign-up', frontEnd.config().webUrl).href;
  return (
    <PageShell section="Chat">
      <AuthCard
        title="Welcome back"
        lead="Sign in to talk to your task list."
        footer={
          <>
            No account yet?{' '}
            <TextLink roomy href={signUpUrl}>
              Create account
            </TextLink>
          </>
        }
      >
        <SignInForm nextPage={nextPage} />
      </AuthCard>
    </PageShell>
  );
}
