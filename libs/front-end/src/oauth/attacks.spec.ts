import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  callback,
  challengeOf,
  createAuthorizationFixture,
  createProgram,
  type AuthorizationFixture,
  type Fields,
  type Tokens,
} from '../testing/program.ts';

let server: AuthorizationFixture;
let program: ReturnType<typeof createProgram>;
let ada: string;

beforeAll(async () => {
  server = await createAuthorizationFixture();
  program = createProgram(server.url);
  ada = await server.person('ada@example.com');
}, 60_000);

afterAll(() => server.close());

/** The error with which a token request is refused. */
async function refusal(fields: Fields): Promise<unknown> {
  const response = await program.post('token', fields);
  const { error } = (await response.json()) as { error: unknown };
  return `${response.status} ${String(error)}`;
}

const errorOf = (url: URL) => url.searchParams.get('error');

async function open(more: Fields): Promise<URL> {
  return program.open(program.request(await program.register(), 'a verifier', more), ada);
}

describe('the authorization server refuses (A2)', () => {
  it('an authorization without PKCE', async () => {
    const back = await open({ code_challenge: undefined, code_challenge_method: undefined });
    expect(errorOf(back)).toBe('invalid_request');
  });

  it('a challenge that is the verifier itself', async () => {
    const back = await open({ code_challenge: 'a verifier', code_challenge_method: 'plain' });
    expect(errorOf(back)).toBe('invalid_request');
  });

  it('a wrong verifier, with which the code is lost too', async () => {
    const { fields } = await program.codeFor(ada);
    expect(await refusal({ ...fields, code_verifier: 'another verifier' })).toBe(
      '400 invalid_grant',
    );
    expect(await refusal(fields)).toBe('400 invalid_grant');
  });

  it('a token request without a verifier', async () => {
    const { fields } = await program.codeFor(ada);
    expect(await refusal({ ...fields, code_verifier: undefined })).toBe('400 invalid_request');
  });

  it('a code that was used, with which the tokens of its first use end', async () => {
    const { id, fields } = await program.codeFor(ada);
    const tokens = (await (await program.post('token', fields)).json()) as Tokens;
    expect(await refusal(fields)).toBe('400 invalid_grant');
    const again = { client_id: id, refresh_token: tokens.refresh_token };
    expect(await refusal({ grant_type: 'refresh_token', ...again })).toBe('400 invalid_grant');
  });

  it('a code that another program has got hold of', async () => {
    const { fields } = await program.codeFor(ada);
    const other = await program.register();
    expect(await refusal({ ...fields, client_id: other })).toBe('400 invalid_grant');
  });

  it.each([
    'http://127.0.0.1:7777/other',
    'http://127.0.0.1.evil.example/callback',
    'https://evil.example/callback',
    `${callback}#fragment`,
  ])('the foreign address %s, where it sends nobody', async (redirect) => {
    const page = await open({ redirect_uri: redirect });
    expect([page.origin, page.pathname]).toEqual([server.url, '/connect']);
    expect(errorOf(page)).toMatch(/^invalid_re(?:direct|quest)$/);
  });

  it('a code at another address than it was sent to', async () => {
    const { fields } = await program.codeFor(ada);
    const elsewhere = { ...fields, redirect_uri: 'http://127.0.0.1:7777/other' };
    expect(await refusal(elsewhere)).toBe('400 invalid_grant');
  });

  it.each([
    ['https://elsewhere.example/mcp', 'invalid_target'],
    ['taskora-api', 'invalid_request'],
  ])('the resource %s, which is another one', async (resource, error) => {
    expect(errorOf(await open({ resource }))).toBe(error);
  });

  it('a resource in the token request that the person was not asked about', async () => {
    const { fields } = await program.codeFor(ada);
    const other = { ...fields, resource: 'https://elsewhere.example/mcp' };
    expect(await refusal(other)).toBe('400 invalid_target');
  });

  it('a refresh token that was exchanged, with which all of the program end', async () => {
    const { id, refresh_token: stolen } = await program.tokensFor(ada);
    const ask = { grant_type: 'refresh_token', client_id: id };
    const response = await program.post('token', { ...ask, refresh_token: stolen });
    const { refresh_token: next } = (await response.json()) as Tokens;
    // The seconds are over in which a lost answer is given again.
    await server.fixture.database.query(
      `update auth."oauthRefreshToken" set "rotationReplayExpiresAt" = now() - interval '1 second'
       where "clientId" = '${id}'`,
    );
    expect(await refusal({ ...ask, refresh_token: stolen })).toBe('400 invalid_grant');
    expect(await refusal({ ...ask, refresh_token: next })).toBe('400 invalid_grant');
  });

  it('a refresh token of another program', async () => {
    const { refresh_token } = await program.tokensFor(ada);
    const other = await program.register();
    const ask = { grant_type: 'refresh_token', client_id: other, refresh_token };
    expect(await refusal(ask)).toBe('400 invalid_grant');
  });

  it('more scopes than there are, than the person agreed to, or with a refresh', async () => {
    expect(errorOf(await open({ scope: 'tasks:read chat' }))).toBe('invalid_scope');
    const page = await open({ scope: 'tasks:read' });
    const wider = new URL(page);
    wider.searchParams.set('scope', 'tasks:read tasks:write');
    expect((await program.answer(wider, ada, true)).status).toBe(400);
    const { id, refresh_token } = await program.tokensFor(ada, { scope: 'tasks:read' });
    const ask = { grant_type: 'refresh_token', client_id: id, refresh_token };
    expect(await refusal({ ...ask, scope: 'tasks:write' })).toBe('400 invalid_scope');
  });

  it('an answer to a request that somebody made up', async () => {
    const page = await open({});
    for (const [name, value] of [
      ['client_id', await program.register({ client_name: 'Evil' })],
      ['redirect_uri', 'http://127.0.0.1:7777/other'],
      ['code_challenge', challengeOf('of somebody else')],
      ['exp', '9999999999'],
      ['sig', 'made up'],
    ] as const) {
      const changed = new URL(page);
      changed.searchParams.set(name, value);
      const response = await program.answer(changed, ada, true);
      expect([name, response.status]).toEqual([name, 400]);
    }
  });

  it('an answer from a page of another site, and from somebody who is signed out', async () => {
    const page = await open({});
    const body = { accept: true, oauth_query: page.search.slice(1) };
    const foreign = await program.json('consent', body, {
      cookie: ada,
      origin: 'https://evil.example',
    });
    expect(foreign.status).toBe(403);
    expect((await program.json('consent', body, { origin: server.url })).status).toBe(401);
  });

  it.each([
    ['javascript:alert(1)', 'invalid_redirect_uri'],
    ['data:text/html,x', 'invalid_redirect_uri'],
    ['http://evil.example/callback', 'invalid_redirect_uri'],
    ['https://user:password@evil.example/callback', 'invalid_redirect_uri'],
    ['not an address', 'invalid_redirect_uri'],
  ])('to register the address %s', async (redirect, error) => {
    const response = await program.json('register', { redirect_uris: [redirect] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error });
  });

  it('a name that hides what it says, and one without end', async () => {
    for (const name of ['Edi\u202Etor', 'x'.repeat(101)]) {
      const sent = { client_name: name, redirect_uris: [callback] };
      const response = await program.json('register', sent);
      expect(await response.json()).toMatchObject({ error: 'invalid_client_metadata' });
    }
  });

  it('to ask addresses that a registration names, and to give it a secret or a right of its own', async () => {
    const response = await program.json('register', {
      redirect_uris: [callback],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: 'http://169.254.169.254/',
      backchannel_logout_uri: 'http://169.254.169.254/',
      grant_types: ['client_credentials'],
      skip_consent: true,
      client_id: 'chosen',
    });
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
    });
    for (const name of ['client_secret', 'jwks_uri', 'backchannel_logout_uri']) {
      expect(body).not.toHaveProperty(name);
    }
    expect(body['client_id']).not.toBe('chosen');
    const own = { grant_type: 'client_credentials', client_id: String(body['client_id']) };
    expect(await refusal(own)).toBe('400 unsupported_grant_type');
  });

  it.each([
    '/oauth2/introspect',
    '/oauth2/userinfo',
    '/oauth2/create-client',
    '/oauth2/get-clients',
    '/oauth2/end-session',
    '/admin/oauth2/create-client',
    '/admin/oauth2/resources',
  ])('everything at %s', async (path) => {
    for (const method of ['GET', 'POST']) {
      const response = await fetch(`${server.url}/api/auth${path}`, { method });
      expect(response.status).toBe(404);
    }
  });

  it('many registrations from one address', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 40; count += 1) {
      statuses.add((await program.json('register', { redirect_uris: [callback] })).status);
    }
    expect(statuses).toContain(429);
  });
});
