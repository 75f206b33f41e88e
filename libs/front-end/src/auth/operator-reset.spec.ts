import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { password, signUp } from '../testing/front-end.ts';
import { resetByOperator } from './operator-reset.ts';

let fixture: AccountFixture;

beforeAll(async () => {
  fixture = await createAccountFixture();
});

afterAll(() => fixture.close());

const newPassword = 'a battery without a horse';
const webUrl = 'http://localhost:30000';

async function tokenFor(email: string): Promise<string> {
  const done = await resetByOperator({ databaseUrl: fixture.database.url, webUrl, email });
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
    const unknown = { databaseUrl: fixture.database.url, webUrl, email: 'nobody@example.com' };
    expect(await resetByOperator(unknown)).toBeNull();
  });
});
