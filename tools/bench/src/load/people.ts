import { createHmac, randomBytes } from 'node:crypto';

/** Somebody who is signed in, as web's session cookie says. */
export interface Person {
  readonly cookie: string;
}

/** Runs SQL as the database's superuser; several statements at once. */
export type RunSql = (statements: string) => Promise<void>;

/** Names the accounts of the bench, and no others. */
const mark = 'bench-load';
const domain = `@${mark}.example`;

/** As Better Auth signs a session's token (libs/front-end checks it before it asks the database). */
function cookieOf(token: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `taskora.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}

/**
 * Makes people with an account and a session each, past the sign-up, whose limits are there to keep a
 * crowd like this one out. Only letters and digits are put into the statements.
 */
export async function makePeople(count: number, sql: RunSql, secret: string): Promise<Person[]> {
  const made = Array.from({ length: count }, () => ({
    id: `${mark}-${randomBytes(9).toString('hex')}`,
    token: randomBytes(24).toString('hex'),
  }));
  const accounts = made.map(
    ({ id }) => `('${id}', 'Bench', '${id}${domain}', false, now(), now())`,
  );
  const sessions = made.map(
    ({ id, token }) => `('${id}', '${token}', '${id}', now() + interval '30 days', now(), now())`,
  );
  await sql(`
    insert into auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt") values ${accounts.join(',')};
    insert into auth.session (id, token, "userId", "expiresAt", "createdAt", "updatedAt") values ${sessions.join(',')};
  `);
  return made.map(({ token }) => ({ cookie: cookieOf(token, secret) }));
}

/**
 * Removes everybody that any run has made, with all that they wrote and what their attempts left. They are alone
 * in their spaces, of which the ledgers go too: one that is left without its tasks is not whole.
 */
export async function removePeople(sql: RunSql): Promise<void> {
  await sql(`
    set taskora.erase = 'on';
    create temp table bench_spaces as
      select distinct space_id from app.changes where owner_id like '${mark}-%';
    do $$ declare owned record; begin
      for owned in select table_name from information_schema.columns
        where table_schema = 'app' and column_name = 'space_id' loop
        execute format('delete from app.%I where space_id in (select space_id from bench_spaces)', owned.table_name);
      end loop;
      for owned in select table_name from information_schema.columns
        where table_schema = 'app' and column_name = 'owner_id' loop
        execute format('delete from app.%I where owner_id like %L', owned.table_name, '${mark}-%');
      end loop;
    end $$;
    delete from auth.session where "userId" like '${mark}-%';
    delete from auth."user" where email like '%${domain}';
    delete from auth."rateLimit";
  `);
}
