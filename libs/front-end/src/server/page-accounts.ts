import { AccountsUnavailable } from '../auth/accounts-unavailable.ts';
import type { Device, Devices } from '../auth/devices.ts';
import type { Connection, Connections } from '../oauth/connections.ts';
import type { ConsentRequest } from '../oauth/consent-request.ts';
import type { Invitation, Invitations } from '../auth/invitations.ts';
import { providerId } from '../auth/oidc.ts';
import type { Session, Sessions } from '../auth/sessions.ts';
import type { SignInMethods } from '../auth/sign-in-methods.ts';
import type { SignUpPolicy, SignUpState } from '../auth/sign-up-policy.ts';
import { errorFields, type Log } from '../base/log.ts';
import type { PageStatus } from './page-status.ts';

/** What a page knows of whoever asks for it; `unavailable` where that is not known. */
export type Visitor = Session | null | 'unavailable';

/** What the page of an account shows. */
export interface AccountView extends Session {
  devices: Device[];
  /** Null for somebody who may not invite others. */
  invitations: Invitation[] | null;
  hasPassword: boolean;
  /** Null where no provider of identities is set up. */
  provider: { name: string; isConnected: boolean } | null;
}

export interface PageAccountsParts {
  sessions: Sessions;
  devices: Devices;
  connections: Pick<Connections, 'list'>;
  readConsentRequest: (query: URLSearchParams) => Promise<ConsentRequest | null>;
  invitations: Invitations;
  signUpPolicy: SignUpPolicy;
  signInMethodsOf: SignInMethods;
  getProviderName: () => string | null;
  pages: PageStatus;
  log: Log;
}

/** What pages show of accounts; where that cannot be read the page has the status that says so. */
export function createPageAccounts(parts: PageAccountsParts) {
  const { sessions, devices, invitations, signUpPolicy, pages, log } = parts;

  async function shown<Value>(read: () => Promise<Value>): Promise<Value | 'unavailable'> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AccountsUnavailable)) throw error;
      log.error('what a page shows of accounts could not be read', errorFields(error.cause));
      pages.markUnavailable();
      return 'unavailable';
    }
  }

  return {
    /** A page cannot set cookies, so the session is prolonged by requests to the API instead. */
    getVisitor: (headers: Headers): Promise<Visitor> => shown(() => sessions.find(headers)),

    /** The account that a page of its own shows; null for somebody who is signed out. */
    getAccount: (headers: Headers): Promise<AccountView | null | 'unavailable'> =>
      shown(async () => {
        const session = await sessions.find(headers);
        if (session === null) return null;
        const methods = await parts.signInMethodsOf(session.user.id);
        const name = parts.getProviderName();
        return {
          user: session.user,
          hasPassword: methods.has('credential'),
          provider: name === null ? null : { name, isConnected: methods.has(providerId) },
          devices: await devices.list(session),
          invitations: (await signUpPolicy.mayInvite(session.user.id))
            ? await invitations.list()
            : null,
        };
      }),

    /** The programs that whoever asks has let in; null for somebody who is signed out. */
    getConnections: (headers: Headers): Promise<Connection[] | null | 'unavailable'> =>
      shown(async () => {
        const session = await sessions.find(headers);
        return session === null ? null : parts.connections.list(session.user.id);
      }),

    /** What a person is asked to agree to; null for what nothing can come of. */
    getConsentRequest: (query: URLSearchParams): Promise<ConsentRequest | null | 'unavailable'> =>
      shown(() => parts.readConsentRequest(query)),

    /** Whether a page may offer to make an account, with an invitation or without. */
    getSignUpState: (invitation?: string): Promise<SignUpState | 'unavailable'> =>
      shown(() => signUpPolicy.stateOf(invitation)),
  };
}
