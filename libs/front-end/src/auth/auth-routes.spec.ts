import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { createGate } from '../testing/database.ts';
import {
  accountRequest,
  cookieOf,
  ownOrigin,
  password,
  peer,
  signUp,
  type Attempt,
  type TestFrontEnd,
} from '../testing/front-end.ts';

let fixture: AccountFixture;
let frontEnd: TestFrontEnd;

beforeAll(async () => {
  fixture = await createAccountFixture();
  frontEnd = fixture.frontEnd;
});

afterAll(() => fixture.close());

const open = (changes: Record<string, string>) => fixture.open(changes);
const post = (attempt: Attempt, on = frontEnd) => fixture.post(attempt, on);

describe('accounts (A1)', () => {
  it('sign up, in and out', async () => {
    const cookie = await signUp(frontEnd, 'ada@example.com');
    expect(await frontEnd.getVisitor(new Headers({ cookie }))).toMatchObject({
      user: { name: 'Ada', email: 'ada@example.com' },
    });
    expect((await post({ path: '/sign-out', cookie })).status).toBe(200);
    expect(await frontEnd.getVisitor(new Headers({ cookie }))).toBeNull();
    const body = { email: 'ada@example.com', password };
    const again = await post({ path: '/sign-in/email', body });
    expect(again.status).toBe(200);
    expect(await frontEnd.getVisitor(new Headers({ cookie: cookieOf(again) }))).not.toBeNull();
  });

  it('hold their session for both apps, because they share cookie name, secret and database', async () => {
    const cookie = await signUp(frontEnd, 'both@example.com');
    const chatbot = open({ PUBLIC_URL: 'http://localhost:30001' });
    expect(await chatbot.getVisitor(new Headers({ cookie }))).toMatchObject({
      user: { email: 'both@example.com' },
    });
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

describe('session cookies', () => {
  it('are the only place of the session: no answer tells its token to scripts', async () => {
    const account = { email: 'scripts@example.com', password };
    const up = await post({ path: '/sign-up/email', body: { name: 'A', ...account } });
    const signIn = await post({ path: '/sign-in/email', body: account });
    for (const response of [up, signIn]) {
      const token = /session_token=([^;.]+)/.exec(response.headers.getSetCookie().join())?.[1];
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ user: { email: account.email } });
      expect(text).not.toContain('token');
      expect(text).not.toContain(decodeURIComponent(token ?? 'token'));
    }
  });

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
    expect(await secure.getVisitor(headers)).not.toBeNull();
  });
});

describe('attacks on accounts', () => {
  it.each(['https://evil.example', 'null', 'http://localhost:30000.evil.example'])(
    'a request from origin %s is refused',
    async (origin) => {
      const body = { email: 'ada@example.com', password };
      const response = await post({ path: '/sign-in/email', body, origin });
      expect(response.status).toBe(403);
      expect(response.headers.getSetCookie()).toEqual([]);
    },
  );

  it('a request with a cookie and no origin is refused', async () => {
    const cookie = await signUp(frontEnd, 'victim@example.com');
    expect((await post({ path: '/sign-out', cookie, origin: null })).status).toBe(403);
    expect(await frontEnd.getVisitor(new Headers({ cookie }))).not.toBeNull();
  });

  it.each([
    ['that says so', { 'content-length': String(300 * 1024 * 1024) }, 1],
    ['that does not say so', {}, 3 * 1024],
  ])('a body of megabytes %s is refused before it is read', async (_how, headers, pieces) => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > pieces) controller.close();
        else controller.enqueue(new Uint8Array(1024));
      },
    });
    const request = new Request(`${ownOrigin}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ownOrigin, ...headers },
      body,
      duplex: 'half',
    } as RequestInit);
    const response = await frontEnd.authRoute(request, peer);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ title: 'Too large', status: 413, fields: [] });
  });

  it('a name longer than the page allows is refused', async () => {
    const attempt = (length: number) => {
      const name = 'n'.repeat(length);
      return post({
        path: '/sign-up/email',
        body: { name, email: `long-${length}@example.com`, password },
      });
    };
    expect((await attempt(100)).status).toBe(200);
    const response = await attempt(101);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'NAME_TOO_LONG' });
  });

  it('an account in a form is refused, because it could hide from the count', async () => {
    const form = '{"email":"decoy@example.com","x":"&email=ada@example.com&password=guess"}';
    const request = new Request(`${ownOrigin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ownOrigin },
      body: form,
    });
    expect((await frontEnd.authRoute(request, peer)).status).toBe(415);
  });

  it('a method that an address does not take is named with those that it takes', async () => {
    const request = new Request(`${ownOrigin}/api/auth/sign-in/email`);
    const response = await frontEnd.authRoute(request, peer);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('routes that the pages do not use are shut', async () => {
    for (const path of [
      '/get-session',
      '/token',
      '/list-sessions',
      '/update-user',
      '/ok',
      '/error',
      '/../v1/tasks',
    ]) {
      const response = await frontEnd.authRoute(new Request(`${ownOrigin}/api/auth${path}`), peer);
      expect(response.status).toBe(404);
    }
  });

  it('a lost database gives the envelope and no inside', async () => {
    const lost = open({ DATABASE_URL: 'postgresql://nobody:hidden-password@127.0.0.1:1/none' });
    const body = { email: 'ada@example.com', password };
    const response = await post({ path: '/sign-in/email', body }, lost);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
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
    const gate = await createGate(fixture.database.url);
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
      await gate.shut();
    }
  });
});

describe('a page at an address that nobody configured', () => {
  const address = 'http://192.0.2.2:30000';
  const body = { name: 'A', email: 'by-address@example.com', password };
  const fromAddress = (on: TestFrontEnd, host: string) => {
    const request = accountRequest({ path: '/sign-up/email', body, origin: address });
    request.headers.set('host', host);
    return on.authRoute(request, peer);
  };

  it('is told which setting to make, with the command, and which address is known', async () => {
    const response = await fromAddress(frontEnd, '192.0.2.2:30000');
    expect(response.status).toBe(403);
    const { detail } = (await response.json()) as { detail: string };
    expect(detail).toContain(`add ${address} to global.trustedOrigins`);
    expect(detail).toContain('npx nx run web:helm-deploy');
    expect(detail).toContain('variable TRUSTED_ORIGINS');
    expect(detail).toContain(`Open ${ownOrigin} instead`);
  });

  it('is not what a page of another site is told', async () => {
    const response = await fromAddress(frontEnd, 'localhost:30000');
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('TRUSTED_ORIGINS');
  });

  it('works over plain http once it is configured: account, session and API (A1)', async () => {
    const configured = open({ TRUSTED_ORIGINS: address });
    const response = await fromAddress(configured, '192.0.2.2:30000');
    expect(response.status).toBe(200);
    const headers = new Headers({ cookie: cookieOf(response) });
    expect(await configured.getVisitor(headers)).toMatchObject({ user: { email: body.email } });
  });
});
