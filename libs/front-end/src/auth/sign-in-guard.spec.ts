import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import {
  accountRequest,
  password,
  peer,
  signUp,
  type Attempt,
  type TestFrontEnd,
} from '../testing/front-end.ts';

let fixture: AccountFixture;

beforeAll(async () => {
  fixture = await createAccountFixture({
    SIGN_INS_PER_ADDRESS: '1000',
    WRONG_SIGN_INS_PER_ADDRESS: '1000',
    WRONG_SIGN_INS_IN_TOTAL: '1000',
  });
});

afterAll(() => fixture.close());

describe('attempts without end', () => {
  it('guessing a password is stopped with a wait, on every replica', async () => {
    await signUp(fixture.frontEnd, 'guessed@example.com');
    const replicas = [fixture.open(), fixture.open()];
    const guess = (index: number) =>
      fixture.post(
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
    expect((await fixture.post({ path: '/sign-in/email', body: right })).status).toBe(429);
  });

  it('guesses of a stranger do not shut out the browser that has signed in before', async () => {
    const cookie = await signUp(fixture.frontEnd, 'owner@example.com');
    const enter = (text: string, from?: string) => {
      const body = { email: 'owner@example.com', password: text };
      return fixture.post({
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

  it("a known browser's mark is for its own account and cannot be made up", async () => {
    await signUp(fixture.frontEnd, 'target@example.com');
    const own = await signUp(fixture.frontEnd, 'attacker@example.com');
    const forged = own.replace(/known_browser=[^;]*/, 'known_browser=made-up.signature');
    for (let index = 0; index < 10; index += 1) {
      const body = { email: 'target@example.com', password: `guess ${index}` };
      await fixture.post({ path: '/sign-in/email', body });
    }
    for (const cookie of [own, forged]) {
      const body = { email: 'target@example.com', password: 'guess again' };
      expect((await fixture.post({ path: '/sign-in/email', body, cookie })).status).toBe(429);
    }
  });

  it('the right password is not counted as a guess', async () => {
    await signUp(fixture.frontEnd, 'often@example.com');
    const body = { email: 'often@example.com', password };
    for (let index = 0; index < 12; index += 1) {
      expect((await fixture.post({ path: '/sign-in/email', body })).status).toBe(200);
    }
  });

  it('asking for the same new account again and again is stopped', async () => {
    const body = { name: 'A', email: 'asked@example.com', password };
    const attempt = () => fixture.post({ path: '/sign-up/email', body });
    for (let index = 0; index < 10; index += 1) expect((await attempt()).status).not.toBe(429);
    expect((await attempt()).status).toBe(429);
  });

  it('making accounts without end is stopped for all addresses together', async () => {
    const crowd = await createAccountFixture({ SIGN_UPS_PER_MINUTE: '2' });
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
    await fixture.database.query(
      `insert into auth."rateLimit" (id, key, count, "lastRequest") values ('past', 'account:past', 1, 1)`,
    );
    expect((await fixture.database.query(rows)).rowCount).toBe(1);
    const body = { email: 'ada-guessed@example.com', password: 'wrong password' };
    const attempt = { path: '/sign-in/email', body };
    await fixture.post(attempt, fixture.open());
    expect((await fixture.database.query(rows)).rowCount).toBe(0);
  });

  it('a forged forwarding header gives no address of its own to count for', async () => {
    const attempt = (on: TestFrontEnd, index: number) => {
      const body = { email: `address-${index}@example.com`, password: 'wrong password' };
      const request = accountRequest({ path: '/sign-in/email', body });
      request.headers.set('x-forwarded-for', `10.1.0.${index}, 192.0.2.${index}`);
      return on.authRoute(request, '10.9.9.9');
    };
    const statuses = async (on: TestFrontEnd) => [
      (await attempt(on, 1)).status,
      (await attempt(on, 2)).status,
    ];
    const crowd = await createAccountFixture({ WRONG_SIGN_INS_PER_ADDRESS: '1' });
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

  it('a forged forwarding header does not reset the count', async () => {
    const attempt = (index: number) => {
      const body = { email: 'forged@example.com', password: 'wrong password' };
      const request = accountRequest({ path: '/sign-in/email', body });
      request.headers.set('x-forwarded-for', `10.0.0.${index}`);
      return fixture.frontEnd.authRoute(request, peer);
    };
    for (let index = 0; index < 10; index += 1) expect((await attempt(index)).status).toBe(401);
    expect((await attempt(11)).status).toBe(429);
  });
});

/** Attempts of which nothing is known but the address, for accounts that do not exist. */
const spray = (address: string, index: number) => ({
  path: '/sign-in/email',
  body: { email: `unknown-${index}@example.com`, password: `guess ${index}` },
  peer: address,
});

describe('wrong sign-ins for accounts that differ', () => {
  it('are limited by address over all replicas, without a hash for those refused', async () => {
    const crowd = await createAccountFixture({ WRONG_SIGN_INS_PER_ADDRESS: '4' });
    const replicas = [crowd.frontEnd, crowd.open()];
    try {
      const answers: Response[] = [];
      for (let index = 0; index < 12; index += 1) {
        answers.push(await crowd.post(spray('203.0.113.9', index), replicas[index % 2]));
      }
      expect(answers.map(({ status }) => status)).toEqual([
        ...Array(4).fill(401),
        ...Array(8).fill(429),
      ]);
      const [wait] = answers.slice(4).map(({ headers }) => Number(headers.get('retry-after')));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
      const other = await crowd.post(spray('203.0.113.10', 20));
      expect(other.status).toBe(401);
    } finally {
      await crowd.close();
    }
  });

  it('are limited as well when they come at once, however many wait to be hashed', async () => {
    const crowd = await createAccountFixture({ WRONG_SIGN_INS_PER_ADDRESS: '3' });
    const replicas = [crowd.frontEnd, crowd.open()];
    try {
      const guesses = Array.from({ length: 8 }, (_, index) =>
        crowd.post(spray('203.0.113.9', index), replicas[index % 2]),
      );
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(3);
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(5);
      // Whatever was refused because others were pending costs nobody anything afterwards.
      expect((await crowd.post(spray('203.0.113.10', 20))).status).toBe(401);
    } finally {
      await crowd.close();
    }
  });

  it('are limited in one process to the very number, when they come at once', async () => {
    const crowd = await createAccountFixture({ WRONG_SIGN_INS_IN_TOTAL: '3' });
    try {
      const guesses = Array.from({ length: 8 }, (_, index) =>
        crowd.post(spray(`203.0.113.${index + 1}`, index)),
      );
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(statuses.sort()).toEqual([...Array(3).fill(401), ...Array(5).fill(429)]);
    } finally {
      await crowd.close();
    }
  });

  it('count for a whole network of IPv6, in which one machine has every address', async () => {
    const crowd = await createAccountFixture({ WRONG_SIGN_INS_PER_ADDRESS: '2' });
    try {
      const statuses: number[] = [];
      for (let index = 1; index <= 3; index += 1) {
        const attempt = spray(`2001:db8:1:2::${index}`, index);
        statuses.push((await crowd.post(attempt)).status);
      }
      expect(statuses).toEqual([401, 401, 429]);
      expect((await crowd.post(spray('2001:db8:1:3::1', 9))).status).toBe(401);
    } finally {
      await crowd.close();
    }
  });

  it('are limited in total, from however many addresses they come', async () => {
    const crowd = await createAccountFixture({ WRONG_SIGN_INS_IN_TOTAL: '3' });
    try {
      const statuses: number[] = [];
      for (let index = 1; index <= 5; index += 1) {
        statuses.push((await crowd.post(spray(`203.0.113.${index}`, index))).status);
      }
      expect(statuses).toEqual([401, 401, 401, 429, 429]);
    } finally {
      await crowd.close();
    }
  });

  it('use up nobody else: those refused for their address are not charged to all', async () => {
    const crowd = await createAccountFixture({
      WRONG_SIGN_INS_PER_ADDRESS: '1',
      WRONG_SIGN_INS_IN_TOTAL: '2',
    });
    try {
      for (let index = 0; index < 6; index += 1) {
        await crowd.post(spray('203.0.113.9', index), crowd.open());
      }
      expect((await crowd.post(spray('203.0.113.10', 9))).status).toBe(401);
    } finally {
      await crowd.close();
    }
  });

  it('shut no owner out of a browser that has signed in before', async () => {
    const crowd = await createAccountFixture({
      WRONG_SIGN_INS_PER_ADDRESS: '1',
      WRONG_SIGN_INS_IN_TOTAL: '1',
    });
    try {
      const email = 'owner@example.com';
      const cookie = await signUp(crowd.frontEnd, email);
      for (let index = 0; index < 3; index += 1) await crowd.post(spray(peer, index));
      const enter = { path: '/sign-in/email', body: { email, password }, peer };
      expect((await crowd.post(enter)).status).toBe(429);
      expect((await crowd.post({ ...enter, cookie })).status).toBe(200);
    } finally {
      await crowd.close();
    }
  });

  it('are not what many are who sign in at once from one address with the right password', async () => {
    const crowd = await createAccountFixture({
      WRONG_SIGN_INS_PER_ADDRESS: '2',
      WRONG_SIGN_INS_IN_TOTAL: '2',
    });
    try {
      const emails = [1, 2, 3, 4, 5, 6].map((index) => `early-${index}@example.com`);
      for (const email of emails) await signUp(crowd.frontEnd, email);
      const enter = (email: string) =>
        crowd.post({ path: '/sign-in/email', body: { email, password } });
      const answers = await Promise.all(emails.map(enter));
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    } finally {
      await crowd.close();
    }
  });

  it('are not what right passwords are: those are given back', async () => {
    const crowd = await createAccountFixture({
      WRONG_SIGN_INS_PER_ADDRESS: '2',
      WRONG_SIGN_INS_IN_TOTAL: '2',
    });
    try {
      const email = 'often@example.com';
      await signUp(crowd.frontEnd, email);
      for (let index = 0; index < 4; index += 1) {
        const enter = { path: '/sign-in/email', body: { email, password } };
        expect((await crowd.post(enter)).status).toBe(200);
      }
    } finally {
      await crowd.close();
    }
  });
});

describe('what costs a hash without being wrong', () => {
  it('is limited by address: the right password again and again, in a known browser too', async () => {
    const crowd = await createAccountFixture({ SIGN_INS_PER_ADDRESS: '3' });
    try {
      const email = 'own@example.com';
      const cookie = await signUp(crowd.frontEnd, email);
      const enter = (more: Partial<Attempt> = {}) =>
        crowd.post({ path: '/sign-in/email', body: { email, password }, ...more });
      expect((await enter()).status).toBe(200);
      expect((await enter({ cookie })).status).toBe(200);
      for (const refused of [await enter(), await enter({ cookie })]) {
        expect(refused.status).toBe(429);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      expect((await enter({ peer: '203.0.113.1' })).status).toBe(200);
    } finally {
      await crowd.close();
    }
  });

  it('is limited by address: new accounts, which use up nobody else', async () => {
    const crowd = await createAccountFixture({
      SIGN_INS_PER_ADDRESS: '2',
      SIGN_UPS_PER_MINUTE: '3',
    });
    const attempt = (index: number, from: string) => {
      const body = { name: 'A', email: `many-${index}@example.com`, password };
      return crowd.post({ path: '/sign-up/email', body, peer: from }, crowd.open());
    };
    try {
      const statuses: number[] = [];
      for (let index = 0; index < 5; index += 1) {
        statuses.push((await attempt(index, `2001:db8:1:2::${index + 1}`)).status);
      }
      expect(statuses).toEqual([200, 200, 429, 429, 429]);
      expect((await attempt(9, '203.0.113.1')).status).toBe(200);
    } finally {
      await crowd.close();
    }
  });
});
