import { randomBytes } from 'node:crypto';
import { UserError } from '@taskora/base/errors';
import type { Cluster } from './cluster.ts';

const secret = 'taskora-demo';
const nextKey = 'next-password';

/** Signs an account up at the product, which knows how passwords are kept. */
export type SignUp = (account: { email: string; password: string }) => Promise<void>;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** In one transaction: the demo account gets the password of the helping one, which goes; its sessions end. */
const takeOver = (email: string, helper: string): string => `begin;
update auth.account set password = (
  select password from auth.account join auth."user" u on u.id = "userId" where u.email = ${quoted(helper)}
) where "providerId" = 'credential'
  and "userId" = (select id from auth."user" where email = ${quoted(email)})
  and exists (select from auth."user" where email = ${quoted(helper)});
delete from auth.session where "userId" in
  (select id from auth."user" where email in (${quoted(email)}, ${quoted(helper)}));
delete from auth.account where "userId" = (select id from auth."user" where email = ${quoted(helper)});
delete from auth."user" where email = ${quoted(helper)};
commit;`;

/**
 * The next password is kept in the Secret before the account gets it, so that no end in between leaves an
 * account whose password nobody knows.
 */
export async function rotateDemoPassword(
  cluster: Pick<Cluster, 'readSecret' | 'patchSecret' | 'query'>,
  signUp: SignUp,
): Promise<void> {
  const { data } = await cluster.readSecret(secret);
  const { email } = data;
  if (email === undefined) {
    throw new UserError(
      'ROTATION_NO_DEMO',
      `Secret ${secret} has no email`,
      'npx nx run platform:secrets',
    );
  }
  const password = data[nextKey] ?? randomBytes(9).toString('hex');
  if (data[nextKey] === undefined)
    await cluster.patchSecret(secret, { data: { [nextKey]: password } });
  const helper = `rotation-${randomBytes(6).toString('hex')}@taskora.example`;
  await signUp({ email: helper, password });
  await cluster.query(takeOver(email, helper));
  await cluster.patchSecret(secret, { data: { password, [nextKey]: null } });
}
