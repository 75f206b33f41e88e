import { AccountMenu, DraftsProvider, NavLink, PageShell } from '@taskora/ui';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactElement } from 'react';

import { AccountsUnavailable } from '../account/accounts-unavailable.tsx';
import {
  addressedConversation,
  addressOf,
  signInAddressOf,
  type AddressedPageProps,
} from '../conversations/conversation-address.ts';
import { ChatShell } from '../conversations/chat-shell.tsx';
import { frontEnd } from '../server/front-end.ts';

export default async function ChatPage({
  searchParams,
}: AddressedPageProps): Promise<ReactElement> {
  const conversation = addressedConversation(await searchParams);
  const visitor = await frontEnd.getVisitor(await headers());
  if (visitor === 'unavailable') return <AccountsUnavailable href={addressOf(conversation)} />;
  if (visitor === null) redirect(signInAddressOf(conversation));
  const { webUrl } = frontEnd.config();
  const tasksUrl = new URL('/tasks', webUrl).href;
  return (
    <PageShell
      section="Chat"
      fill
      nav={<NavLink href={tasksUrl}>Open tasks</NavLink>}
      account={
        <AccountMenu
          email={visitor.user.email}
          href={new URL('/account', webUrl).href}
          landingPage="/sign-in"
        />
      }
    >
      <DraftsProvider owner={visitor.user.id}>
        <ChatShell tasksUrl={tasksUrl} />
      </DraftsProvider>
    </PageShell>
  );
}
