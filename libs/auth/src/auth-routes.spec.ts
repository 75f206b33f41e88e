import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLog } from './log.ts';
import { migrate } from './migrate.ts';
import { createGate, createTestDatabase, type TestDatabase } from './testing/database.ts';
import {
  accountRequest,
  cookieOf,
  createTestFrontEnd,
  ownOrigin,
  password,
  signUp,
  type Attempt,
  type TestFrontEnd,
} from './testing/front-end.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });

let database: TestDatabase;
let frontEnd: TestFrontEnd;
const opened: TestFrontEnd[] = [];

function open(changes: Record<string, string> = {}): TestFrontEnd {
  const made = createTestFrontEnd(database.url, changes);
  opened.push(made);
  return made;
}

beforeAll(async () => {
  database = await createTestDatabase();
  await migrate({ databaseUrl: database.url, waitSeconds: 10, log });
  frontEnd = open();
});

afterAll(async () => {
  for (const each of opened) await each.close();
  await database.drop();
});

function post(attempt: Attempt, on = frontEnd): Promise<Response> {
  return on.authRoutes.POST(accountRequest(attempt));
}

describe('accounts (A1)', () => {
  it('sign up, in and out', async () => {
    const cookie = await signUp(frontEnd, 'ada@example.com');
    const session = await frontEnd.getSession(new Headers({ cookie }));
    expect(session?.user).toMatchObject({ name: 'Ada', email: 'ada@example.com' });
    expect((await post({ path: '/sign-out', cookie })).status).toBe(200);
    expect(await frontEnd.getSession(new Headers({ cookie }))).toBeNull();
    const body = { email: 'ada@example.com', password };
    const again = await post({ path: '/sign-in/email', body });
    expect(again.status).toBe(200);
    expect(await frontEnd.getSession(new Headers({ cookie: cookieOf(again) }))).not.toBeNull();
  });

  it('hold their session for both apps, because they share cookie name, secret and database', async () => {
    const cookie = await signUp(frontEnd, 'both@example.com');
    const chatbot = open({ PUBLIC_URL: 'http://localhost:30001' });
    expect((await chatbot.getSession(new Headers({ cookie })))?.user.email).toBe(
      'both@example.com',
    );
  });

  it('take a wrong password and an unknown account for the same', async () => {
    await signUp(frontEnd, 'known@example.com');
    const wrong = await post({
      path: '/sign-in/email',
      body: { email: 'known@example.com', password: 'not the password' },
    });
    const unknown = await post({
      path: '/sign-in/email',
      body: { email: 'unknown@example.com', password: 'not the password' },
    });
    expect(wrong.status).toBe(401);
    expect(unknown.status).toBe(wrong.status);
    expect(await unknown.text()).toBe(await wrong.text());
  });
});

describe('session cookies (S10)', () => {
  it('are plain on http, and neither readable by scripts nor sent from other sites', async () => {
    const body = { name: 'A', email: 'plain@example.com', password };
    const [cookie] = (await post({ path: '/sign-up/email', body })).headers.getSetCookie();
    expect(cookie).toMatch(/^taskora\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).not.toMatch(/; Secure/i);
  });

  it('carry the __Host- prefix on https', async () => {
    const origin = 'https://tasks.example';
    const secure = open({ PUBLIC_URL: origin });
    const body = { name: 'A', email: 'secure@example.com', password };
    const response = await post({ path: '/sign-up/email', body, origin }, secure);
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-taskora\.session_token=/);
    expect(cookie).toMatch(/; Secure/i);
    expect(cookie).toMatch(/; Path=\//i);
    expect(cookie).not.toMatch(/; Domain/i);
    const headers = new Headers({ cookie: cookieOf(response) });
    expect(await secure.getSession(headers)).not.toBeNull();
  });
});

describe('attacks on accounts', () => {
  it.each(['https://evil.example', 'null', 'http://localhost:30000.evil.example'])(
    'a request from origin %s is refused (S10)',
    async (origin) => {
      const body = { email: 'ada@example.com', password };
      const response = await post({ path: '/sign-in/email', body, origin });
      expect(response.status).toBe(403);
      expect(response.headers.getSetCookie()).toEqual([]);
    },
  );

  it('a request with a cookie and no origin is refused (S10)', async () => {
    const cookie = await signUp(frontEnd, 'victim@example.com');
    expect((await post({ path: '/sign-out', cookie, origin: null })).status).toBe(403);
    expect(await frontEnd.getSession(new Headers({ cookie }))).not.toBeNull();
  });

  it('guessing a password is stopped with a wait, on every replica (S11)', async () => {
    await signUp(frontEnd, 'guessed@example.com');
    const replicas = [open(), open()];
    const guess = (index: number) =>
      post(
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
    expect((await post({ path: '/sign-in/email', body: right })).status).toBe(429);
  });

  it('a forged forwarding header does not reset the count (S14)', async () => {
    const attempt = (index: number) => {
      const body = { email: 'forged@example.com', password: 'wrong password' };
      const request = accountRequest({ path: '/sign-in/email', body });
      request.headers.set('x-forwarded-for', `10.0.0.${index}`);
      return frontEnd.authRoutes.POST(request);
    };
    for (let index = 0; index < 10; index += 1) expect((await attempt(index)).status).toBe(401);
    expect((await attempt(11)).status).toBe(429);
  });

  it('routes that the pages do not use are shut', async () => {
    for (const path of [
      '/token',
      '/list-sessions',
      '/update-user',
      '/ok',
      '/error',
      '/../v1/tasks',
    ]) {
      const response = await frontEnd.authRoutes.GET(new Request(`${ownOrigin}/api/auth${path}`));
      expect(response.status).toBe(404);
    }
  });

  it('a lost database gives the envelope and no inside (S15)', async () => {
    const lost = open({ DATABASE_URL: 'postgresql://nobody:hidden-password@127.0.0.1:1/none' });
    const body = { email: 'ada@example.com', password };
    const response = await post({ path: '/sign-in/email', body }, lost);
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      status: 503,
      title: 'Service unavailable',
      fields: [],
    });
    expect(text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|hidden-password/);
    expect(lost.logLines.join('')).not.toMatch(/hidden-password|correct horse/);
  });
});

describe('a database that goes away (A4)', () => {
  it('is used again as soon as it is back, without a restart', async () => {
    const gate = await createGate(database.url);
    const patient = open({ DATABASE_URL: gate.url });
    const attempt = (name: string) => {
      const body = { name: 'A', email: `${name}@example.com`, password };
      return post({ path: '/sign-up/email', body }, patient);
    };
    try {
      expect((await attempt('early')).status).toBe(503);
      await gate.open();
      expect((await attempt('present')).status).toBe(200);
      await gate.shut();
      expect((await attempt('late')).status).toBe(503);
      await gate.open();
      expect((await attempt('back')).status).toBe(200);
    } finally {
      await patient.close();
      opened.splice(opened.indexOf(patient), 1);
      await gate.shut();
    }
  });
});
