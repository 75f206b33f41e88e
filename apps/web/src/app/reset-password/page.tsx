import { Alert, AuthCard, PageShell, TextLink } from '@taskora/ui';
import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactElement } from 'react';

import { NewPasswordForm } from '../../account/new-password-form.tsx';

export const metadata: Metadata = { title: 'New password' };

interface ResetPasswordPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ResetPasswordPage({
  searchParams,
}: ResetPasswordPageProps): Promise<ReactElement> {
  const { token } = await searchParams;
  return (
    <PageShell>
      <AuthCard
        title="Choose a new password"
        lead="All your devices are signed out then, and all access tokens of programs are revoked."
        footer={
          <TextLink roomy render={<Link href="/forgot-password" prefetch={false} />}>
            Ask for a new link
          </TextLink>
        }
      >
        {typeof token === 'string' ? (
          <NewPasswordForm token={token} />
        ) : (
          <Alert title="This address is not whole">Open the link as it was sent to you.</Alert>
        )}
      </AuthCard>
    </PageShell>
  );
}
