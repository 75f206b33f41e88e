import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { password, signUp } from '../testing/front-end.ts';
import { AccessTokensLeft, resetByOperator } from './operator-reset.ts';

let fixture: AccountFixture;

beforeAll(async () => {
  fixture = await createAccountFixture();
});

afterAll(() => fixture.close());

const newPassword = 'a battery without a horse';
const webUrl = 'http://localhost:30000';

const revoked: string[] = [];
const optionsFor = (email: string) => ({
  databaseUrl: fixture.database.url,
  webUrl,
  email,
  revokeAccessTokens: async (userId: string) => void revoked.push(userId),
});

const idOf = async (email: string): Promise<unknown> => {
  const { rows } = await fixture.database.query(
    `select id from auth."user" where email = '${email}'`,
  );
  return rows[0].id;
};

async function tokenFor(email: string): Promise<string> {
  const done = await resetByOperator(optionsFor(email));
  return new URL(done?.link ?? '').searchParams.get('token') ?? '';
}

const choose = (token: string) =>
  fixture.post({ path: '/reset-password', body: { token, newPassword } });

const signIn = (email: string, secret: string) =>
  fixture.post({ path: '/sign-in/email', body: { email, password: secret } });

const isSignedIn = async (cookie: string) =>
  (await fixture.frontEnd.getVisitor(new Headers({ cookie }))) !== null;

describe('a new password without mail (A1)', () => {
  it('is chosen by a link of the operator, who signs the account out, and no other', async () => {
    const email = 'forgets@example.com';
    const cookie = await signUp(fixture.frontEnd, email);
    const other = await signUp(fixture.frontEnd, 'other@example.com');
    const token = await tokenFor(' Forgets@Example.com ');
    expect(await Promise.all([cookie, other].map(isSignedIn))).toEqual([false, true]);
    expect((await choose(token)).status).toBe(200);
    expect((await signIn(email, newPassword)).status).toBe(200);
    expect((await choose(token)).status).toBe(400);
  });

  it('is chosen by the last link alone', async () => {
    const email = 'twice@example.com';
    await signUp(fixture.frontEnd, email);
    const [first, second] = [await tokenFor(email), await tokenFor(email)];
    expect((await choose(first)).status).toBe(400);
    expect((await choose(second)).status).toBe(200);
  });

  it('changes nothing until it is chosen, and nothing for an unknown address', async () => {
    const email = 'keeps@example.com';
    await signUp(fixture.frontEnd, email);
    await tokenFor(email);
    expect((await signIn(email, password)).status).toBe(200);
    revoked.length = 0;
    expect(await resetByOperator(optionsFor('nobody@example.com'))).toBeNull();
    expect(revoked).toEqual([]);
  });

  it('ends what programs can do with the account, once no session is left to make more', async () => {
    const email = 'programs@example.com';
    const cookie = await signUp(fixture.frontEnd, email);
    revoked.length = 0;
    let signedIn: boolean | undefined;
    await resetByOperator({
      ...optionsFor(email),
      revokeAccessTokens: async (userId) => {
        revoked.push(userId);
        signedIn = await isSignedIn(cookie);
      },
    });
    expect(revoked).toEqual([await idOf(email)]);
    expect(signedIn).toBe(false);
  });

  it('says that access tokens are left while the API is away, with the account signed out', async () => {
    const email = 'away@example.com';
    const cookie = await signUp(fixture.frontEnd, email);
    const away = () => Promise.reject(new Error('away'));
    const done = resetByOperator({ ...optionsFor(email), revokeAccessTokens: away });
    await expect(done).rejects.toThrow(AccessTokensLeft);
    expect(await isSignedIn(cookie)).toBe(false);
  });
});
