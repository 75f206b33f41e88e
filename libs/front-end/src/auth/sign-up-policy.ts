import type { FrontEndConfig } from '@taskora/config';
import { APIError } from 'better-auth/api';
import type { Database } from '../database/database.ts';
import { admissionOf, hashOfInvitation, type Invitations } from './invitations.ts';

export type SignUpState =
  'closed' | 'first' | 'invitation-invalid' | 'invitation-needed' | 'invited' | 'open';

export interface SignUpPolicy {
  /** What a page says to somebody who would make an account; the token is that of an invitation. */
  stateOf(token: string | undefined): Promise<SignUpState>;
  /**
   * What is written into the new account, or an error for the page. The database lets one account have it,
   * so that of several at once one is the first, and an invitation makes one account.
   */
  admit(invitationHash: string | undefined): Promise<string | null>;
  /** Whether the person may invite others: the first account may, where there are invitations. */
  mayInvite(userId: string): Promise<boolean>;
}

const first = 'first';

const hasAccounts = 'select exists (select from auth."user") as known';

/** The oldest account, which may have been made before sign-up was limited. */
const firstAccount = 'select id from auth."user" order by "createdAt", id limit 1';

const refusals: Partial<Record<SignUpState, { code: string; message: string }>> = {
  closed: { code: 'SIGN_UP_CLOSED', message: 'No new accounts are made here.' },
  'invitation-invalid': {
    code: 'INVITATION_INVALID',
    message: 'The invitation was used, revoked or is too old. Ask for a new one.',
  },
  'invitation-needed': {
    code: 'INVITATION_NEEDED',
    message: 'A new account needs an invitation. Ask whoever runs this Taskora for one.',
  },
};

export function createSignUpPolicy(
  mode: () => FrontEndConfig['signUp'],
  database: () => Pick<Database, 'query'>,
  invitations: Pick<Invitations, 'find'>,
): SignUpPolicy {
  async function decide(
    invitationHash: string | undefined,
  ): Promise<{ state: SignUpState; admission: string | null }> {
    if (mode() === 'open') return { state: 'open', admission: null };
    const [row] = await database().query<{ known: boolean }>(hasAccounts);
    if (row?.known === false) return { state: 'first', admission: first };
    if (mode() === 'closed') return { state: 'closed', admission: null };
    if (invitationHash === undefined) return { state: 'invitation-needed', admission: null };
    const id = await invitations.find(invitationHash);
    if (id === undefined) return { state: 'invitation-invalid', admission: null };
    return { state: 'invited', admission: admissionOf(id) };
  }

  return {
    stateOf: async (token) =>
      (await decide(token === undefined ? undefined : hashOfInvitation(token))).state,
    async admit(invitationHash) {
      const { state, admission } = await decide(invitationHash);
      const refusal = refusals[state];
      if (refusal !== undefined) throw new APIError('FORBIDDEN', refusal);
      return admission;
    },
    async mayInvite(userId) {
      if (mode() !== 'invitation') return false;
      const [row] = await database().query<{ id: string }>(firstAccount);
      return row?.id === userId;
    },
  };
}
