'use client';

import { connectProvider } from '@taskora/front-end/client';
import type { AccountView as Account } from '@taskora/front-end/server';
import { Card, ProviderButton, TextLink } from '@taskora/ui';
import { useRouter } from 'next/navigation';
import type { ReactElement, ReactNode } from 'react';

import { DeviceList } from './device-list.tsx';
import { InvitationList } from './invitation-list.tsx';
import { PasswordChangeForm } from './password-change-form.tsx';

interface SectionProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

function Section({ title, lead, children }: SectionProps): ReactElement {
  return (
    <section aria-label={title} className="grid gap-3">
      <h2 className="text-xl">{title}</h2>
      <p className="text-muted">{lead}</p>
      <Card>{children}</Card>
    </section>
  );
}

/** What a person can do with their account. Lists are read anew from the server after each change. */
export function AccountView({ account }: { account: Account }): ReactElement {
  const { refresh } = useRouter();
  return (
    <div className="grid gap-10">
      <header className="grid gap-1">
        <h1 className="text-3xl">Account</h1>
        <p className="text-muted wrap-anywhere">
          {account.user.name} · {account.user.email}
        </p>
      </header>
      <Section
        title="Devices"
        lead={
          <>
            Where you are signed in. A device that you sign out loses access at once. Programs have{' '}
            <TextLink href="/tokens" roomy>
              access tokens
            </TextLink>
            .
          </>
        }
      >
        <DeviceList devices={account.devices} onSignedOut={refresh} />
      </Section>
      {account.invitations === null ? null : (
        <Section
          title="Invitations"
          lead="Each link makes one account within seven days. You may invite others because yours is the first account."
        >
          <InvitationList invitations={account.invitations} onChanged={refresh} />
        </Section>
      )}
      {account.provider === null ? null : (
        <Section title={account.provider.name} lead="Another possibility of signing in.">
          {account.provider.isConnected ? (
            <p>Your account is connected.</p>
          ) : (
            <ProviderButton leave={connectProvider}>Connect {account.provider.name}</ProviderButton>
          )}
        </Section>
      )}
      <Section title="Password" lead="A long sentence that only you know is a good one.">
        {account.hasPassword ? (
          <PasswordChangeForm email={account.user.email} onChanged={refresh} />
        ) : (
          <p>
            You have no password yet. <TextLink href="/forgot-password">Ask for a link</TextLink> by
            which you choose one.
          </p>
        )}
      </Section>
    </div>
  );
}
