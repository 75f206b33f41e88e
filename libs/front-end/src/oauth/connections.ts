import type { Database } from '../database/database.ts';

/** A program that a person has let in by OAuth. */
export interface Connection {
  id: string;
  name: string;
  scopes: string[];
  connectedAt: string;
  /** When it last got a token. */
  lastUsedAt: string;
}

const findConnections = `
  select client.id, client.name, consent.scopes, consent."createdAt" as "connectedAt",
    greatest(consent."updatedAt", (
      select max(token."createdAt") from auth."oauthRefreshToken" token
      where token."clientId" = client."clientId" and token."userId" = consent."userId"
    )) as "lastUsedAt"
  from auth."oauthConsent" consent
    join auth."oauthClient" client on client."clientId" = consent."clientId"
  where consent."userId" = $1
  order by "lastUsedAt" desc, client.id`;

/** The access token that a program has goes on until its end, five minutes later at most. */
const ended = (which: string) => `
  with ended as (
    delete from auth."oauthConsent" consent using auth."oauthClient" client
    where consent."userId" = $1 and client."clientId" = consent."clientId" ${which}
    returning consent."clientId" as id
  ), tokens as (
    delete from auth."oauthRefreshToken" token using ended
    where token."userId" = $1 and token."clientId" = ended.id
  )
  update auth."oauthClient" client set "updatedAt" = now() from ended
  where client."clientId" = ended.id
  returning client.id`;

const endConnection = ended('and client.id = $2');
const endConnections = ended('');

interface Row {
  id: string;
  name: string | null;
  scopes: string[];
  connectedAt: Date;
  lastUsedAt: Date;
}

export interface Connections {
  /** The one used last comes first. */
  list(userId: string): Promise<Connection[]>;
  /** Says whether there was one. */
  end(userId: string, id: string): Promise<boolean>;
  /** Says how many there were. */
  endAll(userId: string): Promise<number>;
}

export function createConnections(database: () => Pick<Database, 'query'>): Connections {
  return {
    async list(userId) {
      const rows = await database().query<Row & Record<string, unknown>>(findConnections, [userId]);
      return rows.map(({ id, name, scopes, connectedAt, lastUsedAt }) => ({
        id,
        name: name ?? 'A program',
        scopes,
        connectedAt: connectedAt.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
      }));
    },
    async end(userId, id) {
      return (await database().query(endConnection, [userId, id])).length > 0;
    },
    async endAll(userId) {
      return (await database().query(endConnections, [userId])).length;
    },
  };
}
