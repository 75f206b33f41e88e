import type { ReactElement } from 'react';

import { Alert } from '../feedback/alert.tsx';

export interface ProviderErrorProps {
  /** What the provider's answer was refused for, as the address of the page has it. */
  code: string | string[] | undefined;
  /** What people call the provider; nothing is shown without one. */
  name: string | null;
}

const usePassword = 'A password still works.';

function messageOf(code: string, name: string): string {
  switch (code) {
    case 'account_not_linked':
      return `There is an account with this address already. Sign in with its password, then connect ${name} on the page of your account.`;
    case 'SIGN_UP_CLOSED':
      return 'You have no account here, and no new ones are made. Ask the person who runs this Taskora.';
    case 'INVITATION_NEEDED':
      return 'You have no account here yet. Open the link of your invitation first.';
    case 'INVITATION_INVALID':
      return 'The invitation was used, revoked or is too old. Ask for a new one.';
    case 'email_does_not_match':
      return `Nothing was connected: ${name} knows you by another address than this account.`;
    case 'unable_to_link_account':
      return `Nothing was connected: ${name} has not verified your address.`;
    case 'account_already_linked_to_different_user':
      return `Nothing was connected: another account here is connected with you at ${name}.`;
    case 'email_not_found':
      return `${name} did not say which address is yours.`;
    case 'access_denied':
      return `You did not agree at ${name}.`;
    default:
      return `Signing in with ${name} did not work. Try again in a moment. ${usePassword}`;
  }
}

/** Why somebody came back from the provider's pages without having got further. */
export function ProviderError({ code, name }: ProviderErrorProps): ReactElement | null {
  if (typeof code !== 'string' || name === null) return null;
  return <Alert tone="danger" title={messageOf(code, name)} />;
}
