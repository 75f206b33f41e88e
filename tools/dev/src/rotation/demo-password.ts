import { randomBytes } from 'node:crypto';
import { UserError } from '@taskora/base/errors';
import type { Cluster } from './cluster.ts';

const secret = 'taskora-demo';
const nextKey = 'next-password';

/** How the product keeps passwords. */
export type HashPassword = (password: string) => Promise<string>;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const idOf = (email: string): string =>
  `(select id from auth."user" where email = ${quoted(email)})`;

const ofDemo = (email: string): string => `"providerId" = 'credential'
  and "userId" = ${idOf(email)}`;

/** In one transaction, as a rotation that did half of it would leave what the old password has opened. */
const change = (email: string, hash: string): string => `begin;
update auth.account set password = ${quoted(hash)} where ${ofDemo(email)};
delete from auth.session where "userId" = ${idOf(email)};
delete from app.access_tokens where owner_id = ${idOf(email)};
delete from app.app_passwords where owner_id = ${idOf(email)};
delete from app.calendar_feeds where owner_id = ${idOf(email)};
commit;
select count(*)::text from auth.account where ${ofDemo(email)} and password = ${quoted(hash)};`;

const missing = (what: string): UserError =>
  new UserError(
    'ROTATION_NO_DEMO',
    `${what}, so there is no password of a demo account to change`,
    'npx nx run platform:rotate-secrets --only=database,server-actions-key',
  );

export type DemoCluster = Pick<Cluster, 'findSecret' | 'patchSecret' | 'query'>;

/** The demo account where there is one: its Secret, and its row in the database. */
export async function findDemoAccount(cluster: DemoCluster): Promise<string | UserError> {
  const found = await cluster.findSecret(secret);
  if (found === undefined) return missing(`there is no Secret ${secret}`);
  const { email } = found.data;
  if (email === undefined) return missing(`Secret ${secret} has no email`);
  const rows = await cluster.query(`select id::text from auth."user" where email = ${quoted(email)}
    and exists (select from auth.account where ${ofDemo(email)});`);
  return rows === '' ? missing(`nobody has signed up as ${email}`) : email;
}

/**
 * The next password is kept in the Secret before the account gets it, so that no end in between leaves an
 * account whose password nobody knows. Nobody signs up for it, as that need not be allowed.
 */
export async function rotateDemoPassword(
  cluster: DemoCluster,
  email: string,
  hash: HashPassword,
): Promise<void> {
  const next = (await cluster.findSecret(secret))?.data[nextKey];
  const password = next ?? randomBytes(9).toString('hex');
  if (next === undefined) await cluster.patchSecret(secret, { data: { [nextKey]: password } });
  const changed = await cluster.query(change(email, await hash(password)));
  if (changed !== '1') throw missing(`nobody is signed up as ${email} any more`);
  await cluster.patchSecret(secret, { data: { password, [nextKey]: null } });
}
