import { Alert, AuthCard, PageShell, TextLink } from '@taskora/ui';
import type { Metadata } from 'next';
import { connection } from 'next/server';
import Link from 'next/link';
import type { ReactElement } from 'react';

import { ResetRequestForm } from '../../account/reset-request-form.tsx';
import { frontEnd } from '../../server/front-end.ts';

export const metadata: Metadata = { title: 'Forgot password' };

export default async function ForgotPasswordPage(): Promise<ReactElement> {
  // Settings are those of the running server, not of the build.
  await connection();
  const sendsMail = frontEnd.config().smtpUrl !== undefined;
  return (
    <PageShell>
      <AuthCard
        title="Forgot your password?"
        lead={sendsMail ? 'You get a link by mail, by which you choose a new one.' : undefined}
        footer={
          <TextLink roomy render={<Link href="/sign-in" prefetch={false} />}>
            Back to sign in
          </TextLink>
        }
      >
        {sendsMail ? (
          <ResetRequestForm />
        ) : (
          <Alert title="This Taskora sends no mail">
            Ask the person who runs it for a link. They make it with{' '}
            <code className="wrap-anywhere">npx nx run infra:reset-password --email=ADDRESS</code>.
          </Alert>
        )}
      </AuthCard>
    </PageShell>
  );
}
