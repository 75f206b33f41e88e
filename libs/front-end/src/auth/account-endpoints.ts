import { textOf } from './request-fields.ts';
import type { Devices } from './devices.ts';
import type { KnownSession } from './sessions.ts';

/** Answers a request of somebody who is signed in; `body` is what was sent, as JSON. */
export type AccountEndpoint = (session: KnownSession, body: unknown) => Promise<Response>;

export type AccountEndpoints = ReadonlyMap<string, AccountEndpoint>;

/** What pages do with an account beyond what Better Auth offers, by the path under /api/auth. */
export function createAccountEndpoints({ devices }: { devices: Devices }): AccountEndpoints {
  const refuse = (status: number, code: string, message: string) =>
    Response.json({ code, message }, { status });

  return new Map<string, AccountEndpoint>([
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
  ]);
}
