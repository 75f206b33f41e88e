import type { Side } from './sides.ts';

/** A transaction whose process vanished must not hold its locks for ever; a login's own default counts. */
const idleLimit = '30s';

/**
 * The login that is to be used next: it becomes the role as it signs in, so that the role owns what it makes.
 * The start script of the database's image says the same at each start.
 */
export function openLogin({ role, schema }: Side, login: string, password: string): string {
  const isSecond = login !== role;
  return [
    `do $$ begin if not exists (select from pg_roles where rolname = '${login}') then create role ${login}; end if; end $$;`,
    ...(isSecond ? [`grant ${role} to ${login};`, `alter role ${login} set role = ${role};`] : []),
    `alter role ${login} set search_path = ${schema};`,
    `alter role ${login} set idle_in_transaction_session_timeout = '${idleLimit}';`,
    `alter role ${login} login password '${password}';`,
  ].join('\n');
}

/** The role itself has to stay; without a password nobody signs in as it. */
export const closeLogin = (login: string): string => `alter role ${login} password null;`;

/** Who is still signed in as a login, one a line. */
export const sessionsOf = (login: string): string =>
  `select application_name || ' at ' || coalesce(host(client_addr), 'the database')
   from pg_stat_activity where usename = '${login}' order by 1;`;
