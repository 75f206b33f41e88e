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
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../../account/accounts-unavailable.tsx';
import {
  addressedConversation,
  addressOf,
  signInAddressOf,
  type AddressedPageProps,
} from '../../conversations/conversation-address.ts';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: AddressedPageProps): Promise<ReactElement> {
  // Where to go on: the conversation that the person was in, or the beginning.
  const asked = await searchParams;
  const conversation = addressedConversation(asked);
  const nextPage = addressOf(conversation);
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable')
    return <AccountsUnavailable href={signInAddressOf(conversation)} />;
  if (visitor !== null) redirect(nextPage);
  const provider = frontEnd.getProviderName();
  const { webUrl } = frontEnd.config();
  const signUpUrl = new URL('/sign-up', webUrl).href;
  return (
    <PageShell section="Chat">
      <AuthCard
        title="Welcome back"
        lead="Sign in to talk to your task list."
        footer={
          <>
            <TextLink roomy href={new URL('/forgot-password', webUrl).href}>
              Forgot password?
            </TextLink>
            <br />
            No account yet?{' '}
            <TextLink roomy href={signUpUrl}>
              Create account
            </TextLink>
          </>
        }
      >
        <div className="grid gap-4">
          <ProviderError code={asked['error']} name={provider} />
          <SignInForm nextPage={nextPage} />
        </div>
        <ProviderSignIn name={provider} nextPage={nextPage} />
      </AuthCard>
    </PageShell>
  );
}
