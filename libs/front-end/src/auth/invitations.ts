import { randomBytes, randomUUID } from 'node:crypto';
import type { BetterAuthPluginDBSchema } from 'better-auth';
import type { Database } from '../database/database.ts';
import { fingerprint } from './attempt-counter.ts';

/** Those that can still be used; more are nothing that a household needs. */
const openMax = 50;
const lifeDays = 7;
const labelCharactersMax = 100;

/** The table is made by the migration. Of a token there is only its hash, which opens nothing. */
export const invitationSchema = {
  invitation: {
    fields: {
      tokenHash: { type: 'string', required: true, unique: true },
      label: { type: 'string', required: false },
      createdBy: {
        type: 'string',
        required: true,
        references: { model: 'user', field: 'id', onDelete: 'cascade' },
      },
      createdAt: { type: 'date', required: true },
      expiresAt: { type: 'date', required: true },
    },
  },
} satisfies BetterAuthPluginDBSchema;

export interface Invitation {
  id: string;
  /** Whom it is for, as its maker noted. */
  label: string | null;
  expiresAt: string;
  /** The address of the account that was made with it. */
  usedBy: string | null;
}

/** What an account says of how it came to be; each of these can be had by one account only. */
export const admissionOf = (invitationId: string) => `invitation:${invitationId}`;

/** What is kept of the token of an invitation, and by what it is found; it is no token itself. */
export const hashOfInvitation = (token: string): string => fingerprint(token);

const known = `
  from auth.invitation left join auth."user" account on account.admission = 'invitation:' || invitation.id`;

/** In one statement, so that requests at once do not exceed the limit by more than themselves. */
const create = `
  insert into auth.invitation (id, "tokenHash", label, "createdBy", "createdAt", "expiresAt")
  select $1, $2, $3, $4, now(), now() + make_interval(days => ${lifeDays})
  where (select count(*) ${known} where account.id is null and invitation."expiresAt" > now()) < ${openMax}
  on conflict (id) do nothing
  returning "expiresAt"`;

const list = `
  select invitation.id, label, "expiresAt", account.email as "usedBy" ${known}
  where account.id is not null or "expiresAt" > now()
  order by invitation."createdAt" desc, invitation.id limit 100`;

const revoke = `
  delete from auth.invitation where id = $1
  and not exists (select from auth."user" where admission = 'invitation:' || invitation.id)`;

const find = `
  select invitation.id ${known}
  where "tokenHash" = $1 and account.id is null and "expiresAt" > now()`;

interface Row extends Record<string, unknown> {
  id: string;
  label: string | null;
  expiresAt: Date;
  usedBy: string | null;
}

export interface Invitations {
  /** Gives the token, which is kept nowhere; null when too many are open. */
  create(createdBy: string, label: string): Promise<string | null>;
  list(): Promise<Invitation[]>;
  /** An invitation that was used stays, and so does the account. */
  revoke(id: string): Promise<void>;
  /** The id of an invitation that can be used now. */
  find(tokenHash: string): Promise<string | undefined>;
}

export function createInvitations(database: () => Pick<Database, 'query'>): Invitations {
  return {
    async create(createdBy, label) {
      const token = randomBytes(24).toString('base64url');
      const text = label.trim().slice(0, labelCharactersMax);
      const values = [randomUUID(), hashOfInvitation(token), text === '' ? null : text, createdBy];
      const made = await database().query(create, values);
      return made.length === 0 ? null : token;
    },
    async list() {
      const rows = await database().query<Row>(list);
      return rows.map(({ id, label, expiresAt, usedBy }) => ({
        id,
        label,
        expiresAt: expiresAt.toISOString(),
        usedBy,
      }));
    },
    async revoke(id) {
      await database().query(revoke, [id]);
    },
    async find(tokenHash) {
      const [row] = await database().query<Row>(find, [tokenHash]);
      return row?.id;
    },
  };
}
