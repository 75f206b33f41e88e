import { AuthCard, PageShell, TextLink } from '@taskora/ui';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { SignInForm } from '../../account/sign-in-form.tsx';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage(): Promise<ReactElement> {
  if (await frontEnd.getSession(await headers())) redirect('/');
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
        <SignInForm />
      </AuthCard>
    </PageShell>
  );
}
