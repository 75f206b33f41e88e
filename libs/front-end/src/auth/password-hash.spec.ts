import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from 'better-auth/crypto';
import { createBoundedQueue } from '../base/bounded-queue.ts';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { createTestFrontEnd, password, signUp } from '../testing/front-end.ts';
import { createPasswordHasher } from './password-hash.ts';

describe('hashes of passwords', () => {
  it('are Argon2id with a salt of their own, and fit their password alone', async () => {
    const hasher = createPasswordHasher();
    const hashes = [await hasher.hash(password), await hasher.hash(password)];
    expect(new Set(hashes).size).toBe(2);
    for (const hash of hashes) {
      expect(hash).toMatch(
        /^\$argon2id\$v=19\$m=12288,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
      );
      expect(await hasher.verify({ hash, password })).toBe(true);
      expect(await hasher.verify({ hash, password: `${password}!` })).toBe(false);
    }
  });

  it('take one password for the same however it was typed', async () => {
    const hasher = createPasswordHasher();
    const hash = await hasher.hash('caf\u00e9 au lait');
    expect(await hasher.verify({ hash, password: 'cafe\u0301 au lait' })).toBe(true);
  });

  it('of Better Auth, made before, are still right, and known as old', async () => {
    const hasher = createPasswordHasher();
    const hash = await hashPassword(password);
    expect(hasher.isOld(hash)).toBe(true);
    expect(await hasher.verify({ hash, password })).toBe(true);
    expect(await hasher.verify({ hash, password: 'another' })).toBe(false);
  });

  it('are refused with a time to come back when too many wait, in whatever order they come', async () => {
    const hasher = createPasswordHasher(createBoundedQueue(1));
    const first = hasher.hash('one');
    const second = hasher.hash('two');
    expect(hasher.isBusy()).toBe(true);
    await expect(hasher.hash('three')).rejects.toMatchObject({
      statusCode: 503,
      headers: { 'Retry-After': '5' },
    });
    await Promise.all([first, second]);
    expect(hasher.isBusy()).toBe(false);
  });
});

describe('the cost of a sign-in', () => {
  let fixture: AccountFixture;
  beforeAll(async () => {
    fixture = await createAccountFixture();
  });
  afterAll(() => fixture.close());

  it('of a crowd is bounded: who would wait too long is told when to come back', async () => {
    const queue = createBoundedQueue(0);
    const busy = createTestFrontEnd(
      fixture.database.url,
      {},
      { hasher: createPasswordHasher(queue) },
    );
    let finish: () => void = () => undefined;
    const held = queue.run(() => new Promise<void>((resolve) => (finish = resolve)));
    const attempts = [
      { path: '/sign-in/email', body: { email: 'crowd@example.com', password } },
      { path: '/sign-up/email', body: { name: 'A', email: 'crowd@example.com', password } },
    ];
    try {
      for (const attempt of attempts) {
        const refused = await fixture.post(attempt, busy);
        expect(refused.status).toBe(503);
        expect(refused.headers.get('retry-after')).toBe('5');
        expect(await refused.json()).toMatchObject({
          detail: expect.stringMatching(/Too many people sign in/),
        });
      }
      finish();
      await held;
      for (const [index, attempt] of attempts.entries()) {
        expect((await fixture.post(attempt, busy)).status).toBe([401, 200][index]);
      }
    } finally {
      await busy.close();
    }
  });

  it('with an old hash is paid once: it is replaced', async () => {
    const email = 'long-ago@example.com';
    await signUp(fixture.frontEnd, email);
    const old = await hashPassword(password);
    const own = `where "userId" = (select id from auth."user" where email = '${email}')`;
    await fixture.database.query(`update auth.account set password = '${old}' ${own}`);
    const enter = { path: '/sign-in/email', body: { email, password } };
    expect((await fixture.post(enter)).status).toBe(200);
    const { rows } = await fixture.database.query(`select password from auth.account ${own}`);
    expect(rows[0].password).toMatch(/^\$argon2id\$/);
    expect((await fixture.post(enter)).status).toBe(200);
  });
});
