import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { serve } from '../testing/http-server.ts';
import {
  cookieOf,
  ownOrigin,
  password,
  peer,
  signUp,
  type TestFrontEnd,
} from '../testing/front-end.ts';
import { client, startOidcServer, type OidcServer } from '../testing/oidc-server.ts';

const callback = `${ownOrigin}/api/auth/callback/oidc`;

let fixture: AccountFixture;
let provider: OidcServer;

beforeAll(async () => {
  provider = await startOidcServer([callback]);
  fixture = await createAccountFixture({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
    OIDC_NAME: 'House',
  });
});

afterAll(async () => {
  await fixture.close();
  await provider.close();
});

beforeEach(() => {
  provider.authorizations.length = 0;
});

interface Arrival {
  page: string;
  cookie: string;
}

/** Follows a person's browser through the provider's pages, back to the front end. */
async function browse(start: string, ownCookie: string, on: TestFrontEnd): Promise<Arrival> {
  const cookies = new Map<string, string>();
  let next = start;
  while (!next.startsWith(ownOrigin)) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const each of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (each.split(';', 1)[0] ?? '').split(/=(.*)/s);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${response.status}: ${await response.text()}`);
    next = new URL(location, next).href;
  }
  const request = new Request(next, { headers: { cookie: ownCookie } });
  const answer = await on.authRoute(request, peer);
  expect(answer.status).toBe(302);
  return { page: answer.headers.get('location') ?? '', cookie: cookieOf(answer) };
}

interface SignIn {
  on?: TestFrontEnd;
  path?: string;
  cookie?: string;
  body?: object;
}

async function signIn({ on = fixture.frontEnd, ...more }: SignIn = {}): Promise<Arrival> {
  const { path = '/oidc/sign-in', cookie = '', body = { next: '/tasks' } } = more;
  const answer = await fixture.post({ path, body, cookie }, on);
  expect(answer.status).toBe(200);
  const { url } = (await answer.json()) as { url: string };
  return browse(url, `${cookie}; ${cookieOf(answer)}`, on);
}

const visitorOf = (cookie: string, on = fixture.frontEnd) => on.getVisitor(new Headers({ cookie }));

async function methodsOf(cookie: string) {
  const account = await fixture.frontEnd.getAccount(new Headers({ cookie }));
  if (account === null || account === 'unavailable') throw new Error('nobody is signed in');
  return { hasPassword: account.hasPassword, isConnected: account.provider?.isConnected };
}

describe('signing in with a provider of identities (A1)', () => {
  it('makes an account the first time and finds it again the next', async () => {
    provider.person = { email: 'new@example.com', verified: true };
    const first = await signIn();
    expect(first.page).toBe(`${ownOrigin}/tasks`);
    const visitor = await visitorOf(first.cookie);
    expect(visitor).toMatchObject({
      user: { name: 'Ada of the provider', email: 'new@example.com' },
    });
    const second = await signIn();
    expect(await visitorOf(second.cookie)).toMatchObject({ user: Object(visitor).user });
    expect(await methodsOf(second.cookie)).toEqual({ hasPassword: false, isConnected: true });
  });

  it('proves by PKCE, state and nonce that the answer belongs to the question', async () => {
    provider.person = { email: 'pkce@example.com', verified: true };
    await signIn();
    const [asked] = provider.authorizations;
    expect(asked?.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(asked?.get(name)?.length).toBeGreaterThan(20);
    }
    expect(asked?.get('redirect_uri')).toBe(callback);
    expect(asked?.get('scope')?.split(' ')).toEqual(expect.arrayContaining(['openid', 'email']));
  });

  it('keeps none of the tokens of the provider', async () => {
    provider.person = { email: 'tokens@example.com', verified: true };
    await signIn();
    await signIn();
    const { rows } = await fixture.database.query(
      `select "accessToken", "refreshToken", "idToken" from auth.account where "providerId" = 'oidc'`,
    );
    for (const row of rows) {
      expect(row).toEqual({ accessToken: null, refreshToken: null, idToken: null });
    }
  });

  it.each([true, false])(
    'does not take an account whose own address nobody verified (at the provider: %p)',
    async (verified) => {
      const email = `taken-${verified}@example.com`;
      const cookie = await signUp(fixture.frontEnd, email);
      provider.person = { email, verified };
      const { page, cookie: none } = await signIn();
      expect(page).toBe(`${ownOrigin}/sign-in?error=account_not_linked`);
      expect(await visitorOf(none)).toBeNull();
      expect(await methodsOf(cookie)).toEqual({ hasPassword: true, isConnected: false });
    },
  );

  it('is connected by somebody who is signed in, whose address the provider verified', async () => {
    const email = 'connects@example.com';
    const cookie = await signUp(fixture.frontEnd, email);
    provider.person = { email, verified: false };
    const refused = await signIn({ path: '/oidc/connect', cookie });
    expect(refused.page).toContain('/account?error=unable_to_link_account');
    expect(await methodsOf(cookie)).toEqual({ hasPassword: true, isConnected: false });
    provider.person = { email, verified: true };
    expect((await signIn({ path: '/oidc/connect', cookie })).page).toBe(`${ownOrigin}/account`);
    expect(await methodsOf(cookie)).toEqual({ hasPassword: true, isConnected: true });
    expect(await visitorOf((await signIn()).cookie)).toMatchObject({ user: { email } });
  });

  it('is not connected to an account of another address, nor by somebody who is signed out', async () => {
    const cookie = await signUp(fixture.frontEnd, 'mine@example.com');
    provider.person = { email: 'other@example.com', verified: true };
    const { page } = await signIn({ path: '/oidc/connect', cookie });
    expect(page).toContain('/account?error=email_does_not_match');
    expect((await fixture.post({ path: '/oidc/connect' })).status).toBe(401);
  });

  it('follows the rules of sign-up: closed, and by invitation', async () => {
    provider.person = { email: 'late@example.com', verified: true };
    const closed = fixture.open({ SIGN_UP: 'closed' });
    expect((await signIn({ on: closed })).page).toContain('/sign-in?error=SIGN_UP_CLOSED');
    const invited = fixture.open({ SIGN_UP: 'invitation' });
    expect((await signIn({ on: invited })).page).toContain('/sign-in?error=INVITATION_NEEDED');
    const { rows } = await fixture.database.query(
      'select email from auth."user" order by "createdAt", id limit 1',
    );
    expect(rows).toEqual([{ email: 'new@example.com' }]);
    provider.person = { email: 'new@example.com', verified: true };
    const owner = (await signIn({ on: invited })).cookie;
    const made = await fixture.post({ path: '/invitations/create', cookie: owner }, invited);
    const { link } = (await made.json()) as { link: string };
    const invitation = new URL(link).searchParams.get('invitation');
    // Begun and not finished: what lies in the database until then opens nothing.
    await fixture.post({ path: '/oidc/sign-in', body: { invitation } }, invited);
    const kept = await fixture.database.query('select * from auth.verification');
    expect(JSON.stringify(kept.rows)).toContain('invitationHash');
    expect(JSON.stringify(kept.rows)).not.toContain(invitation);
    provider.person = { email: 'guest@example.com', verified: true };
    const { cookie } = await signIn({ on: invited, body: { next: '/tasks', invitation } });
    expect(await visitorOf(cookie, invited)).toMatchObject({
      user: { email: 'guest@example.com' },
    });
    provider.person = { email: 'second@example.com', verified: true };
    const spent = await signIn({ on: invited, body: { invitation } });
    expect(spent.page).toContain('/sign-in?error=INVITATION_INVALID');
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'tasks'])(
    'goes on at a page of this origin only, not at %s',
    async (next) => {
      provider.person = { email: 'new@example.com', verified: true };
      expect((await signIn({ body: { next } })).page).toBe(`${ownOrigin}/`);
    },
  );

  it('is not finished in a browser that did not begin it', async () => {
    provider.person = { email: 'new@example.com', verified: true };
    const answer = await fixture.post({ path: '/oidc/sign-in', body: {} });
    const { url } = (await answer.json()) as { url: string };
    const { page, cookie } = await browse(url, '', fixture.frontEnd);
    expect(page).toContain('/sign-in?error=');
    expect(await visitorOf(cookie)).toBeNull();
  });
});

describe('a provider that cannot be used', () => {
  const passwordStillWorks = async (on: TestFrontEnd, email: string) => {
    const cookie = await signUp(on, email);
    expect(await visitorOf(cookie, on)).not.toBeNull();
    const body = { email, password };
    expect((await fixture.post({ path: '/sign-in/email', body }, on)).status).toBe(200);
  };

  it('is one clear error, in the log with its reason, and passwords still work', async () => {
    const gone = await serve(() => undefined);
    await gone.close();
    const away = fixture.open({ OIDC_ISSUER: gone.url });
    const answer = await fixture.post({ path: '/oidc/sign-in', body: {} }, away);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(/password still/) });
    expect(away.logLines.join('')).toMatch(/gave no discovery document \(ECONNREFUSED\)/);
    await passwordStillWorks(away, 'away@example.com');
  });

  it('is one whose issuer is not the one that was set', async () => {
    const other = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ issuer: 'https://other.example' }));
    });
    const wrong = fixture.open({ OIDC_ISSUER: other.url });
    expect((await fixture.post({ path: '/oidc/sign-in', body: {} }, wrong)).status).toBe(503);
    expect(wrong.logLines.join('')).toContain('another issuer than OIDC_ISSUER');
    await passwordStillWorks(wrong, 'wrong@example.com');
    await other.close();
  });

  it('is used as soon as it is there, without a restart', async () => {
    const document = { isThere: false };
    const late = await serve((_request, response) => {
      response.writeHead(document.isThere ? 200 : 503, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          issuer: late.url,
          authorization_endpoint: `${late.url}/auth`,
          token_endpoint: `${late.url}/token`,
          jwks_uri: `${late.url}/jwks`,
        }),
      );
    });
    const patient = fixture.open({ OIDC_ISSUER: late.url });
    const ask = () => fixture.post({ path: '/oidc/sign-in', body: {} }, patient);
    expect((await ask()).status).toBe(503);
    document.isThere = true;
    expect((await ask()).status).toBe(200);
    await late.close();
  });

  it('brings nobody back who comes from its pages, but to the sign-in page', async () => {
    const away = fixture.open({ OIDC_ISSUER: 'http://127.0.0.1:1' });
    const answer = await away.authRoute(new Request(`${callback}?code=x&state=y`), peer);
    expect(answer.headers.get('location')).toBe(`${ownOrigin}/sign-in?error=provider_unavailable`);
  });

  it('is not there where none is set: its paths are shut', async () => {
    const none = fixture.open({ OIDC_ISSUER: '' });
    expect(none.getProviderName()).toBeNull();
    expect((await fixture.post({ path: '/oidc/sign-in', body: {} }, none)).status).toBe(404);
    expect((await none.authRoute(new Request(callback), peer)).status).toBe(404);
  });
});
