import type { Database } from '../database/database.ts';
import { deviceNameOf, type DeviceName } from './device-name.ts';
import type { KnownSession } from './sessions.ts';

/** A browser in which an account is signed in. Its id opens nothing: the session's token stays here. */
export interface Device extends DeviceName {
  id: string;
  /** Exact to the few minutes for which a token of the API is kept. */
  lastUsedAt: string;
  signedInAt: string;
  isThis: boolean;
}

const findDevices = `
  select id, token, "userAgent", "createdAt", "updatedAt" from auth.session
  where "userId" = $1 and "expiresAt" > now()
  order by "updatedAt" desc, id`;

const endDevice = 'delete from auth.session where "userId" = $1 and id = $2 returning id';

const endOtherDevices = 'delete from auth.session where "userId" = $1 and token <> $2 returning id';

interface Row {
  id: string;
  token: string;
  userAgent: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface Devices {
  /** The one used last comes first. */
  list(session: KnownSession): Promise<Device[]>;
  /** Ends one session of the same account; says whether there was one. */
  end(session: KnownSession, id: string): Promise<boolean>;
  /** Ends all sessions of the account but this one; says how many there were. */
  endOthers(session: KnownSession): Promise<number>;
}

export function createDevices(database: () => Pick<Database, 'query'>): Devices {
  return {
    async list({ token, user }) {
      const rows = await database().query<Row & Record<string, unknown>>(findDevices, [user.id]);
      return rows.map((row) => ({
        id: row.id,
        ...deviceNameOf(row.userAgent),
        lastUsedAt: row.updatedAt.toISOString(),
        signedInAt: row.createdAt.toISOString(),
        isThis: row.token === token,
      }));
    },
    async end({ user }, id) {
      return (await database().query(endDevice, [user.id, id])).length > 0;
    },
    async endOthers({ token, user }) {
      return (await database().query(endOtherDevices, [user.id, token])).length;
    },
  };
}
