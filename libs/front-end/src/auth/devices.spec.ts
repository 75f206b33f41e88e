import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { accountRequest, cookieOf, password, peer, signUp } from '../testing/front-end.ts';

let fixture: AccountFixture;

beforeAll(async () => {
  fixture = await createAccountFixture();
});

afterAll(() => fixture.close());

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

async function signInOnPhone(email: string): Promise<string> {
  const request = accountRequest({ path: '/sign-in/email', body: { email, password } });
  request.headers.set('user-agent', phone);
  return cookieOf(await fixture.frontEnd.authRoute(request, peer));
}

async function accountOf(cookie: string) {
  const account = await fixture.frontEnd.getAccount(new Headers({ cookie }));
  if (account === null || account === 'unavailable') throw new Error('nobody is signed in');
  return account;
}

const isSignedIn = async (cookie: string) =>
  (await fixture.frontEnd.getVisitor(new Headers({ cookie }))) !== null;

describe('the devices of an account (A1)', () => {
  it('are told by browser and system, the one used last first, and this one is marked', async () => {
    const email = 'devices@example.com';
    const here = await signUp(fixture.frontEnd, email);
    await signInOnPhone(email);
    const { devices } = await accountOf(here);
    expect(devices).toMatchObject([
      { browser: 'Safari', system: 'iOS', isThis: false },
      { browser: null, system: null, isThis: true },
    ]);
  });

  it('tell nothing that opens a session', async () => {
    const cookie = await signUp(fixture.frontEnd, 'tokens@example.com');
    const token = /session_token=([^.%]+)/.exec(cookie)?.[1] ?? 'absent';
    expect(JSON.stringify(await accountOf(cookie))).not.toContain(token);
  });

  it('are signed out one at a time, at once, and no other with it', async () => {
    const email = 'one@example.com';
    const here = await signUp(fixture.frontEnd, email);
    const [lost, kept] = [await signInOnPhone(email), await signInOnPhone(email)];
    const id = (await accountOf(lost)).devices.find(({ isThis }) => isThis)?.id;
    const answer = await fixture.post({ path: '/devices/sign-out', body: { id }, cookie: here });
    expect(answer.status).toBe(200);
    expect(await Promise.all([lost, kept, here].map(isSignedIn))).toEqual([false, true, true]);
    const again = await fixture.post({ path: '/devices/sign-out', body: { id }, cookie: here });
    expect(again.status).toBe(200);
  });

  it('are signed out all but this one', async () => {
    const email = 'others@example.com';
    const here = await signUp(fixture.frontEnd, email);
    const others = [await signInOnPhone(email), await signInOnPhone(email)];
    const answer = await fixture.post({ path: '/devices/sign-out-others', cookie: here });
    expect(await answer.json()).toEqual({ count: 2 });
    expect(await Promise.all([...others, here].map(isSignedIn))).toEqual([false, false, true]);
  });

  it('of somebody else cannot be signed out', async () => {
    const ada = await signUp(fixture.frontEnd, 'ada@example.com');
    const eve = await signUp(fixture.frontEnd, 'eve@example.com');
    const [device] = (await accountOf(ada)).devices;
    const body = { id: device?.id };
    await fixture.post({ path: '/devices/sign-out', body, cookie: eve });
    await fixture.post({ path: '/devices/sign-out-others', cookie: eve });
    expect(await isSignedIn(ada)).toBe(true);
  });

  it.each(['/devices/sign-out', '/devices/sign-out-others'])(
    'are for those who are signed in, and for pages of this product: %s',
    async (path) => {
      const cookie = await signUp(fixture.frontEnd, `${path.replaceAll('/', '')}@example.com`);
      const body = { id: 'any' };
      expect((await fixture.post({ path, body })).status).toBe(401);
      const foreign = { path, body, cookie, origin: 'https://evil.example' };
      expect((await fixture.post(foreign)).status).toBe(403);
    },
  );

  it('are refused without the name of one', async () => {
    const cookie = await signUp(fixture.frontEnd, 'nameless@example.com');
    const answer = await fixture.post({ path: '/devices/sign-out', body: { id: 1 }, cookie });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'DEVICE_MISSING' });
  });

  it('are not taken for none while the database is away', async () => {
    const cookie = await signUp(fixture.frontEnd, 'away@example.com');
    const lost = fixture.open({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' });
    expect(await lost.getAccount(new Headers({ cookie }))).toBe('unavailable');
    const answer = await fixture.post({ path: '/devices/sign-out-others', cookie }, lost);
    expect(answer.status).toBe(503);
  });
});
