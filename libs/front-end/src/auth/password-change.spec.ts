import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { cookieOf, password, signUp } from '../testing/front-end.ts';

let fixture: AccountFixture;

beforeAll(async () => {
  fixture = await createAccountFixture();
});

afterAll(() => fixture.close());

const newPassword = 'a battery without a horse';

const change = (cookie: string, more: object = {}) =>
  fixture.post({
    path: '/change-password',
    cookie,
    body: { currentPassword: password, newPassword, ...more },
  });

async function signIn(email: string, secret: string): Promise<Response> {
  return fixture.post({ path: '/sign-in/email', body: { email, password: secret } });
}

const isSignedIn = async (cookie: string) =>
  (await fixture.frontEnd.getVisitor(new Headers({ cookie }))) !== null;

describe('changing a password (A1)', () => {
  it('takes the new one from then on, and leaves other devices signed in', async () => {
    const email = 'changes@example.com';
    const cookie = await signUp(fixture.frontEnd, email);
    const other = cookieOf(await signIn(email, password));
    const answer = await change(cookie);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('token');
    expect((await signIn(email, password)).status).toBe(401);
    expect((await signIn(email, newPassword)).status).toBe(200);
    expect(await Promise.all([cookie, other].map(isSignedIn))).toEqual([true, true]);
  });

  it('signs other devices out on request, and gives this one a session of its own', async () => {
    const email = 'revokes@example.com';
    const cookie = await signUp(fixture.frontEnd, email);
    const other = cookieOf(await signIn(email, password));
    const answer = await change(cookie, { revokeOtherSessions: true });
    expect(answer.status).toBe(200);
    expect(await Promise.all([cookie, other].map(isSignedIn))).toEqual([false, false]);
    expect(await isSignedIn(cookieOf(answer))).toBe(true);
  });

  it('needs the present one', async () => {
    const email = 'stolen@example.com';
    const cookie = await signUp(fixture.frontEnd, email);
    const answer = await change(cookie, { currentPassword: 'a guess at it' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'INVALID_PASSWORD' });
    expect((await signIn(email, password)).status).toBe(200);
  });

  it('needs somebody who is signed in', async () => {
    expect((await change('')).status).toBe(401);
  });

  it.each([
    ['short', 'PASSWORD_TOO_SHORT'],
    ['x'.repeat(129), 'PASSWORD_TOO_LONG'],
    ['password123', 'PASSWORD_COMMON'],
    ['Weak@Example.com', 'PASSWORD_PERSONAL'],
  ])('refuses %s as a new account does', async (weak, code) => {
    const cookie = cookieOf(await signIn('weak@example.com', password));
    const own = cookie === '' ? await signUp(fixture.frontEnd, 'weak@example.com') : cookie;
    const answer = await change(own, { newPassword: weak });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code });
  });

  it('counts guesses of the present one, as those of a sign-in', async () => {
    const limited = fixture.open({ SIGN_IN_ATTEMPTS_PER_MINUTE: '2' });
    const cookie = await signUp(limited, 'guesser@example.com');
    const guess = (currentPassword: string) =>
      fixture.post(
        { path: '/change-password', cookie, body: { currentPassword, newPassword } },
        limited,
      );
    const statuses: number[] = [];
    for (const each of ['guess one', 'guess two', password]) {
      statuses.push((await guess(each)).status);
    }
    expect(statuses).toEqual([400, 400, 429]);
  });
});
