import type { Database } from '../database/database.ts';

/** Anybody may register a program, so those that no person has agreed to do not stay, and never pile up. */
const deleteUnused = `
  delete from auth."oauthClient" client where id in (
    select id from (
      select id, "updatedAt", row_number() over (order by "updatedAt" desc) as place
      from auth."oauthClient" unused
      where not exists (
        select from auth."oauthConsent" consent where consent."clientId" = unused."clientId"
      )
    ) counted
    where place > 2000 or "updatedAt" < now() - interval '30 days'
  )`;

/** A token that was exchanged is kept for a week, in which a second use of it ends the connection. */
const deleteSpent = `
  delete from auth."oauthRefreshToken"
  where "expiresAt" < now() or revoked < now() - interval '7 days'`;

export async function tidyClients(database: Pick<Database, 'query'>): Promise<void> {
  await database.query(deleteUnused);
}

export async function tidyTokens(database: Pick<Database, 'query'>): Promise<void> {
  await database.query(deleteSpent);
}
