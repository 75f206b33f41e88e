import { textOf } from './request-fields.ts';
import type { Devices } from './devices.ts';
import type { Invitations } from './invitations.ts';
import type { KnownSession } from './sessions.ts';
import type { SignUpPolicy } from './sign-up-policy.ts';

/** Answers a request of somebody who is signed in; `body` is what was sent, as JSON. */
export type AccountEndpoint = (session: KnownSession, body: unknown) => Promise<Response>;

export type AccountEndpoints = ReadonlyMap<string, AccountEndpoint>;

/** The programs that a person has let in. */
export interface EndableConnections {
  end: (userId: string, id: string) => Promise<boolean>;
  endAll: (userId: string) => Promise<number>;
}

export interface AccountEndpointsOptions {
  connections: EndableConnections;
  devices: Devices;
  invitations: Invitations;
  signUpPolicy: Pick<SignUpPolicy, 'mayInvite'>;
  webUrl: () => string;
}

const refuse = (status: number, code: string, message: string) =>
  Response.json({ code, message }, { status });

/** What pages do with an account beyond what Better Auth offers, by the path under /api/auth. */
export function createAccountEndpoints(options: AccountEndpointsOptions): AccountEndpoints {
  const { connections, devices, invitations, signUpPolicy, webUrl } = options;

  /** The endpoint for those who may invite, and a refusal for all others. */
  const forInviters =
    (endpoint: AccountEndpoint): AccountEndpoint =>
    async (session, body) => {
      if (await signUpPolicy.mayInvite(session.user.id)) return endpoint(session, body);
      return refuse(403, 'MAY_NOT_INVITE', 'The first account alone may invite others.');
    };

  return new Map<string, AccountEndpoint>([
    [
      '/connections/end',
      async ({ user }, body) => {
        const id = textOf(body, 'id');
        if (id === undefined)
          return refuse(400, 'CONNECTION_MISSING', 'Send the id of a connected program.');
        // One that is gone already is as it was asked to be.
        await connections.end(user.id, id);
        return Response.json({ status: true });
      },
    ],
    [
      '/connections/end-all',
      async ({ user }) => Response.json({ count: await connections.endAll(user.id) }),
    ],
    [
      '/devices/sign-out',
      async (session, body) => {
        const id = textOf(body, 'id');
        if (id === undefined) return refuse(400, 'DEVICE_MISSING', 'Send the id of a device.');
        // One that is gone already is as it was asked to be.
        await devices.end(session, id);
        return Response.json({ status: true });
      },
    ],
    [
      '/devices/sign-out-others',
      async (session) => Response.json({ count: await devices.endOthers(session) }),
    ],
    [
      '/invitations/create',
      forInviters(async ({ user }, body) => {
        const token = await invitations.create(user.id, textOf(body, 'label') ?? '');
        if (token === null) {
          const message = 'Too many invitations are open. Revoke those that nobody needs.';
          return refuse(409, 'TOO_MANY_INVITATIONS', message);
        }
        const link = new URL('/sign-up', webUrl());
        link.searchParams.set('invitation', token);
        return Response.json({ link: link.href });
      }),
    ],
    [
      '/invitations/revoke',
      forInviters(async (_session, body) => {
        const id = textOf(body, 'id');
        if (id === undefined)
          return refuse(400, 'INVITATION_MISSING', 'Send the id of an invitation.');
        await invitations.revoke(id);
        return Response.json({ status: true });
      }),
    ],
  ]);
}
