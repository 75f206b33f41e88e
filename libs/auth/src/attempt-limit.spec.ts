import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountWorld, type AccountWorld } from './testing/account-world.ts';
import { accountRequest, password, signUp, type TestFrontEnd } from './testing/front-end.ts';

let world: AccountWorld;

beforeAll(async () => {
  world = await createAccountWorld();
});

afterAll(() => world.close());

describe('attempts without end (S11)', () => {
  it('guessing a password is stopped with a wait, on every replica', async () => {
    await signUp(world.frontEnd, 'guessed@example.com');
    const replicas = [world.open(), world.open()];
    const guess = (index: number) =>
      world.post(
        {
          path: '/sign-in/email',
          body: { email: 'Guessed@example.com', password: `guess ${index}` },
        },
        replicas[index % 2],
      );
    const first = await Promise.all(Array.from({ length: 10 }, (_, index) => guess(index)));
    expect(first.map((response) => response.status)).toEqual(Array(10).fill(401));
    const next = await guess(10);
    expect(next.status).toBe(429);
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(0);
    const right = { email: 'guessed@example.com', password };
    expect((await world.post({ path: '/sign-in/email', body: right })).status).toBe(429);
  });

  it('guesses of a stranger do not shut out the browser that has signed in before', async () => {
    const cookie = await signUp(world.frontEnd, 'owner@example.com');
    const enter = (text: string, from?: string) => {
      const body = { email: 'owner@example.com', password: text };
      return world.post({
        path: '/sign-in/email',
        body,
        ...(from !== undefined && { cookie: from }),
      });
    };
    for (let index = 0; index < 11; index += 1) await enter(`guess ${index}`);
    expect((await enter(password)).status).toBe(429);
    expect((await enter(password, cookie)).status).toBe(200);
    for (let index = 0; index < 10; index += 1) await enter(`guess ${index}`, cookie);
    expect((await enter(password, cookie)).status).toBe(429);
  });

  it("a known browser's mark is for its own account and cannot be made up (S11)", async () => {
    await signUp(world.frontEnd, 'target@example.com');
    const own = await signUp(world.frontEnd, 'attacker@example.com');
    const forged = own.replace(/known_browser=[^;]*/, 'known_browser=made-up.signature');
    for (let index = 0; index < 10; index += 1) {
      const body = { email: 'target@example.com', password: `guess ${index}` };
      await world.post({ path: '/sign-in/email', body });
    }
    for (const cookie of [own, forged]) {
      const body = { email: 'target@example.com', password: 'guess again' };
      expect((await world.post({ path: '/sign-in/email', body, cookie })).status).toBe(429);
    }
  });

  it('the right password is not counted as a guess', async () => {
    await signUp(world.frontEnd, 'often@example.com');
    const body = { email: 'often@example.com', password };
    for (let index = 0; index < 12; index += 1) {
      expect((await world.post({ path: '/sign-in/email', body })).status).toBe(200);
    }
  });

  it('asking for the same new account again and again is stopped', async () => {
    const body = { name: 'A', email: 'asked@example.com', password };
    const attempt = () => world.post({ path: '/sign-up/email', body });
    for (let index = 0; index < 10; index += 1) expect((await attempt()).status).not.toBe(429);
    expect((await attempt()).status).toBe(429);
  });

  it('making accounts without end is stopped for all addresses together', async () => {
    const crowd = await createAccountWorld({ SIGN_UPS_PER_MINUTE: '2' });
    const attempt = (index: number) => {
      const body = { name: 'A', email: `crowd-${index}@example.com`, password };
      return crowd.post({ path: '/sign-up/email', body });
    };
    try {
      expect((await attempt(1)).status).toBe(200);
      expect((await attempt(2)).status).toBe(200);
      const third = await attempt(3);
      expect(third.status).toBe(429);
      expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await crowd.close();
    }
  });

  it('counts that are over do not stay in the database', async () => {
    const rows = `select from auth."rateLimit" where key = 'account:past'`;
    await world.database.query(
      `insert into auth."rateLimit" (id, key, count, "lastRequest") values ('past', 'account:past', 1, 1)`,
    );
    expect((await world.database.query(rows)).rowCount).toBe(1);
    const body = { email: 'ada-guessed@example.com', password: 'wrong password' };
    await world.post({ path: '/sign-in/email', body }, world.open());
    expect((await world.database.query(rows)).rowCount).toBe(0);
  });

  it('a forged forwarding header gives no address of its own to count for (S14)', async () => {
    const attempt = (on: TestFrontEnd, index: number) => {
      const body = { email: `address-${index}@example.com`, password: 'wrong password' };
      const request = accountRequest({ path: '/sign-in/email', body });
      request.headers.set('x-forwarded-for', `10.1.0.${index}, 192.0.2.${index}, 10.9.9.9`);
      return on.authRoutes.POST(request);
    };
    const statuses = async (on: TestFrontEnd) => [
      (await attempt(on, 1)).status,
      (await attempt(on, 2)).status,
    ];
    const crowd = await createAccountWorld({ AUTH_REQUESTS_PER_MINUTE: '1' });
    const direct = crowd.frontEnd;
    const behindProxy = crowd.open({ TRUSTED_PROXIES: '10.9.9.0/24' });
    try {
      expect(await statuses(direct)).toEqual([401, 429]);
      expect(await statuses(behindProxy)).toEqual([401, 401]);
      expect(await statuses(behindProxy)).toEqual([429, 429]);
    } finally {
      await crowd.close();
    }
  });

  it('a forged forwarding header does not reset the count (S14)', async () => {
    const attempt = (index: number) => {
      const body = { email: 'forged@example.com', password: 'wrong password' };
      const request = accountRequest({ path: '/sign-in/email', body });
      request.headers.set('x-forwarded-for', `10.0.0.${index}`);
      return world.frontEnd.authRoutes.POST(request);
    };
    for (let index = 0; index < 10; index += 1) expect((await attempt(index)).status).toBe(401);
    expect((await attempt(11)).status).toBe(429);
  });
});
