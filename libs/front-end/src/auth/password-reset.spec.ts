import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createBoundedQueue } from '../base/bounded-queue.ts';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { cookieOf, ownOrigin, password, signUp } from '../testing/front-end.ts';
import { startMailServer, type MailServer } from '../testing/mail-server.ts';
import { createPasswordHasher } from './password-hash.ts';

let fixture: AccountFixture;
let mail: MailServer;

beforeAll(async () => {
  mail = await startMailServer();
  fixture = await createAccountFixture({
    SMTP_URL: mail.url,
    SMTP_FROM: 'Taskora <taskora@example.org>',
  });
});

afterAll(async () => {
  await fixture.close();
  await mail.close();
});

const newPassword = 'a battery without a horse';

const networks = Array.from({ length: 250 }, (_, index) => `192.0.2.${index + 1}`).values();

/** Each comes from a network of its own, unless a test says which. */
const request = (email: string, on = fixture.frontEnd, peer = networks.next().value) =>
  fixture.post({ path: '/request-password-reset', body: { email }, ...(peer && { peer }) }, on);

const choose = (token: string, chosen = newPassword) =>
  fixture.post({ path: '/reset-password', body: { token, newPassword: chosen } });

const signIn = (email: string, secret: string) =>
  fixture.post({ path: '/sign-in/email', body: { email, password: secret } });

async function tokenFor(email: string): Promise<string> {
  expect((await request(email)).status).toBe(200);
  const { to, text } = await mail.next(email);
  expect(to).toEqual([email]);
  return /\/reset-password\?token=(\S+)/.exec(text)?.[1] ?? '';
}

const isSignedIn = async (cookie: string) =>
  (await fixture.frontEnd.getVisitor(new Headers({ cookie }))) !== null;

describe('a new password by mail (A1)', () => {
  it('is chosen by a link, after which all devices are signed out', async () => {
    const email = 'forgets@example.com';
    const cookies = [
      await signUp(fixture.frontEnd, email),
      cookieOf(await signIn(email, password)),
    ];
    const token = await tokenFor(email);
    expect(await Promise.all(cookies.map(isSignedIn))).toEqual([true, true]);
    expect((await choose(token)).status).toBe(200);
    expect(await Promise.all(cookies.map(isSignedIn))).toEqual([false, false]);
    expect((await signIn(email, password)).status).toBe(401);
    expect((await signIn(email, newPassword)).status).toBe(200);
  });

  it('comes from whom the setting names, with a link to web', async () => {
    const email = 'reads@example.com';
    await signUp(fixture.frontEnd, email);
    await request(email);
    const { from, text } = await mail.next(email);
    expect(from).toBe('taskora@example.org');
    expect(text).toMatch(/^From: Taskora <taskora@example\.org>/m);
    expect(text).toContain(`${ownOrigin}/reset-password?token=`);
  });

  it('is asked for with the same answer for an unknown address, to which nothing is sent', async () => {
    await signUp(fixture.frontEnd, 'known@example.com');
    const before = mail.count();
    const unknown = await request('unknown@example.com');
    const known = await request('known@example.com');
    expect(unknown.status).toBe(known.status);
    expect(await unknown.text()).toBe(await known.text());
    expect((await mail.next('known@example.com')).to).toEqual(['known@example.com']);
    expect(mail.count()).toBe(before + 1);
  });

  it('is answered not before a moment that is the same for all', async () => {
    const patient = fixture.open({}, { refusalMilliseconds: 100 });
    const startedAt = performance.now();
    await request('nobody@example.com', patient);
    // A lower bound that the server itself waits for, not a measurement of its speed.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(99);
  });

  it('revokes all access tokens of the account, and of no other', async () => {
    const email = 'programs@example.com';
    await signUp(fixture.frontEnd, email);
    const { rows } = await fixture.database.query(
      `select id from auth."user" where email = '${email}'`,
    );
    const token = await tokenFor(email);
    fixture.api.revokedFor = [];
    expect((await choose(token)).status).toBe(200);
    // Again when its sessions have ended, which could have made others in between.
    expect(fixture.api.revokedFor).toEqual([rows[0]?.id, rows[0]?.id]);
  });

  it('is not chosen while access tokens cannot be revoked, and the link stays', async () => {
    const email = 'patient@example.com';
    await signUp(fixture.frontEnd, email);
    const token = await tokenFor(email);
    fixture.api.status = 503;
    const refused = await choose(token);
    fixture.api.status = 204;
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'ACCESS_TOKENS_UNREACHABLE' });
    expect(refused.headers.get('retry-after')).not.toBeNull();
    expect((await signIn(email, password)).status).toBe(200);
    expect((await choose(token)).status).toBe(200);
  });

  it('is chosen once by a link', async () => {
    const email = 'once@example.com';
    await signUp(fixture.frontEnd, email);
    const token = await tokenFor(email);
    const answers = await Promise.all([choose(token), choose(token, 'another sentence of mine')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    const refused = answers.find(({ ok }) => !ok);
    expect(await refused?.json()).toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('ends all other links of the account', async () => {
    const email = 'twice@example.com';
    await signUp(fixture.frontEnd, email);
    const [first, second] = [await tokenFor(email), await tokenFor(email)];
    expect((await choose(second)).status).toBe(200);
    expect((await choose(first)).status).toBe(400);
  });

  it('is not chosen where too many passwords wait to be hashed, and the link stays', async () => {
    const email = 'crowded@example.com';
    await signUp(fixture.frontEnd, email);
    const token = await tokenFor(email);
    const queue = createBoundedQueue(0);
    const held = Promise.withResolvers<undefined>();
    void queue.run(() => held.promise);
    // It has become full since the request was let in.
    const hasher = { ...createPasswordHasher(queue), isBusy: () => false };
    const crowded = fixture.open({}, { hasher });
    const body = { token, newPassword };
    const refused = await fixture.post({ path: '/reset-password', body }, crowded);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_WAITING' });
    held.resolve(undefined);
    expect((await signIn(email, password)).status).toBe(200);
    expect((await choose(token)).status).toBe(200);
    expect((await choose(token)).status).toBe(400);
  });

  it('is not chosen by a link that was sent before the password was changed', async () => {
    const email = 'changes@example.com';
    const cookie = await signUp(fixture.frontEnd, email);
    const token = await tokenFor(email);
    const change = (currentPassword: string) =>
      fixture.post({ path: '/change-password', cookie, body: { currentPassword, newPassword } });
    expect((await change('a guess at it')).status).toBe(400);
    const { rowCount } = await fixture.database.query(
      `select 1 from auth.verification v join auth."user" u on u.id = v.value where u.email = '${email}'`,
    );
    expect(rowCount).toBe(1);
    expect((await change(password)).status).toBe(200);
    expect((await choose(token, 'another sentence of mine')).status).toBe(400);
  });

  it('is not chosen by a link that is too old', async () => {
    const email = 'late@example.com';
    await signUp(fixture.frontEnd, email);
    const token = await tokenFor(email);
    await fixture.database.query(`update auth.verification set "expiresAt" = now()`);
    expect((await choose(token)).status).toBe(400);
    expect((await signIn(email, password)).status).toBe(200);
  });

  it('lives for an hour, and the database holds no token that could be used', async () => {
    const email = 'hashed@example.com';
    await signUp(fixture.frontEnd, email);
    const token = await tokenFor(email);
    const { rows } = await fixture.database.query(
      `select *, "expiresAt" between now() + interval '59 minutes' and now() + interval '1 hour' as hour
       from auth.verification order by "createdAt" desc limit 1`,
    );
    expect(rows).toMatchObject([{ hour: true }]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it.each([
    ['password123', 'PASSWORD_COMMON'],
    ['weak@example.com', 'PASSWORD_PERSONAL'],
    ['short', 'PASSWORD_TOO_SHORT'],
  ])('is held to the rules of a new account, and the link stays: %s', async (weak, code) => {
    const email = 'weak@example.com';
    if ((await signIn(email, password)).status === 401) await signUp(fixture.frontEnd, email);
    await fixture.database.query('delete from auth."rateLimit"');
    const token = await tokenFor(email);
    const answer = await choose(token, weak);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code });
    expect((await choose(token, password)).status).toBe(200);
  });

  it('is not chosen by a token that is not in the body, past the rules and the counts', async () => {
    const email = 'queries@example.com';
    await signUp(fixture.frontEnd, email);
    const token = await tokenFor(email);
    for (const more of [{}, { token: '' }]) {
      const body = { newPassword: 'password123', ...more };
      const answer = await fixture.post({ path: `/reset-password?token=${token}`, body });
      expect(answer.status).toBe(400);
    }
    expect((await signIn(email, password)).status).toBe(200);
    expect((await choose(token)).status).toBe(200);
  });

  it('is asked for three times a minute for one address, whether it is known or not', async () => {
    await signUp(fixture.frontEnd, 'often@example.com');
    const statuses = async (email: string) => {
      const all: number[] = [];
      for (let asked = 0; asked < 4; asked += 1) all.push((await request(email)).status);
      return all;
    };
    expect(await statuses('often@example.com')).toEqual([200, 200, 200, 429]);
    expect(await statuses('never@example.com')).toEqual([200, 200, 200, 429]);
    for (let sent = 0; sent < 3; sent += 1) await mail.next('often@example.com');
  });

  it('is asked for as often as the setting allows by everybody together', async () => {
    await fixture.database.query('delete from auth."rateLimit"');
    const limited = fixture.open({ PASSWORD_RESETS_PER_MINUTE: '1' });
    expect((await request('one@example.com', limited)).status).toBe(200);
    expect((await request('two@example.com', limited)).status).toBe(429);
  });

  it('is asked for by one network a third as often, so that it stops nobody else', async () => {
    await fixture.database.query('delete from auth."rateLimit"');
    const limited = fixture.open({ PASSWORD_RESETS_PER_MINUTE: '6' });
    const statuses: number[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      statuses.push((await request(`${name}@example.com`, limited, '198.51.100.1')).status);
    }
    expect(statuses).toEqual([200, 200, 429, 429]);
    // What was refused there counts for nobody.
    for (const name of ['e', 'f', 'g', 'h']) {
      expect((await request(`${name}@example.com`, limited)).status).toBe(200);
    }
    expect((await request('i@example.com', limited)).status).toBe(429);
  });

  it('is not sent by a server that does not answer, which delays nobody and is in the log', async () => {
    await fixture.database.query('delete from auth."rateLimit"');
    const email = 'unlucky@example.com';
    await signUp(fixture.frontEnd, email);
    const logged = Promise.withResolvers<string>();
    const unlucky = fixture.open(
      { SMTP_URL: 'smtp://user:hidden-password@127.0.0.1:1' },
      {
        writeLog: (line) => {
          if (line.includes('a mail could not be sent')) logged.resolve(line);
        },
      },
    );
    expect((await request(email, unlucky)).status).toBe(200);
    const line = await logged.promise;
    expect(line).toContain('ECONNREFUSED');
    expect(line).not.toMatch(/hidden-password|unlucky@/);
  });

  it('is not offered without a mail server', async () => {
    const silent = fixture.open({ SMTP_URL: '' });
    const answer = await request('ada@example.com', silent);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'RESET_PASSWORD_DISABLED' });
  });
});
