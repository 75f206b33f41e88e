import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { storedIdentifierOf } from '../auth/reset-links.ts';
import { createGate } from '../testing/database.ts';
import {
  callback,
  createAuthorizationFixture,
  createProgram,
  type AuthorizationFixture,
  type Tokens,
} from '../testing/program.ts';
import { metadataPath } from './oauth-address.ts';

let server: AuthorizationFixture;
let program: ReturnType<typeof createProgram>;
let ada: string;

beforeAll(async () => {
  server = await createAuthorizationFixture();
  program = createProgram(server.url);
  ada = await server.person('ada@example.com');
}, 60_000);

afterAll(() => server.close());

const refresh = (id: string, token: string) =>
  program.post('token', { grant_type: 'refresh_token', client_id: id, refresh_token: token });

describe('the authorization server (A2)', () => {
  it('says where it is asked, and each of these addresses is open', async () => {
    const response = await fetch(`${server.url}${metadataPath}`);
    const document = (await response.json()) as Record<string, unknown>;
    expect(document).toMatchObject({
      issuer: server.url,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const addresses = Object.entries(document).filter(([key]) => /_(?:endpoint|uri)$/.test(key));
    expect(addresses).toHaveLength(5);
    for (const [, address] of addresses)
      expect((await fetch(String(address))).status).not.toBe(404);
  });

  it('gives a token for /mcp alone, in the name of the person and for what they agreed to', async () => {
    const tokens = await program.tokensFor(ada, { scope: 'tasks:read' });
    const keys = createRemoteJWKSet(new URL(`${server.url}/api/auth/jwks`));
    const { payload, protectedHeader } = await jwtVerify(tokens.access_token, keys, {
      issuer: server.url,
      audience: `${server.url}/mcp`,
    });
    const visitor = await server.frontEnd.getVisitor(new Headers({ cookie: ada }));
    expect(visitor).toMatchObject({ user: { id: payload.sub } });
    expect(payload['scope']).toBe('tasks:read offline_access');
    expect([payload.aud, protectedHeader.alg]).toEqual([`${server.url}/mcp`, 'EdDSA']);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
  });

  it('gives a token for /mcp to a program that names no resource', async () => {
    const { fields } = await program.codeFor(ada, { resource: undefined });
    const response = await program.post('token', { ...fields, resource: undefined });
    const tokens = (await response.json()) as Tokens;
    const [, payload = ''] = tokens.access_token.split('.');
    expect(JSON.parse(atob(payload))).toMatchObject({ aud: `${server.url}/mcp` });
  });

  it('asks the person each time, whatever they agreed to before and whatever the program wants', async () => {
    const { id } = await program.tokensFor(ada, { max_age: '0' });
    for (const prompt of [undefined, 'none', 'login']) {
      const page = await program.open(program.request(id, 'a verifier', { prompt }), ada);
      expect(page.pathname).toBe('/connect');
    }
  });

  it('sends the answer of whoever refuses back to the program, with its state and issuer', async () => {
    const id = await program.register();
    const page = await program.open(program.request(id, 'a verifier'), ada);
    const response = await program.answer(page, ada, false);
    const { url } = (await response.json()) as { url: string };
    const { origin, pathname, searchParams } = new URL(url);
    expect(origin + pathname).toBe(callback);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'a state',
      iss: server.url,
    });
    const person = await server.frontEnd.getConnections(new Headers({ cookie: ada }));
    expect(person).not.toContainEqual(expect.objectContaining({ id }));
  });

  it('shows the request to somebody who has to sign in first', async () => {
    const id = await program.register({ client_name: 'Ed' });
    const page = await program.open(program.request(id, 'a verifier'));
    expect(page.pathname).toBe('/connect');
    expect(await server.frontEnd.getConsentRequest(page.searchParams)).toEqual({
      name: 'Ed',
      destination: { kind: 'this-machine', name: '127.0.0.1' },
      scopes: ['tasks:read', 'tasks:write'],
    });
    expect((await program.agree(page, ada)).searchParams.get('code')).not.toBeNull();
  });

  it('gives another pair of tokens for a refresh token, and the same pair for one whose answer was lost', async () => {
    const { id, refresh_token } = await program.tokensFor(ada);
    const first = (await (await refresh(id, refresh_token)).json()) as Tokens;
    expect(first.refresh_token).not.toBe(refresh_token);
    expect(await (await refresh(id, refresh_token)).json()).toEqual(first);
  });

  it('ends what a program revokes', async () => {
    const { id, refresh_token: token } = await program.tokensFor(ada);
    expect((await program.post('revoke', { client_id: id, token })).status).toBe(200);
    expect((await refresh(id, token)).status).toBe(400);
  });

  it('takes programs on the machine of a person, with any port of it', async () => {
    const id = await program.register({ redirect_uris: ['http://localhost/callback'] });
    const wanted = program.request(id, 'a verifier', {
      redirect_uri: 'http://localhost:49152/callback',
    });
    expect((await program.open(wanted, ada)).searchParams.get('error')).toBeNull();
  });

  it('is there again when the database is', async () => {
    const gate = await createGate(server.fixture.database.url);
    const own = server.fixture.open({ DATABASE_URL: gate.url });
    const ask = () =>
      own.authRoute(
        new Request(`${server.url}/api/auth/oauth2/token`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'none' }),
        }),
        '192.0.2.1',
      );
    expect((await ask()).status).toBe(503);
    await gate.open();
    expect((await ask()).status).toBe(400);
    await gate.shut();
  }, 30_000);

  it('is nowhere that a token would be read on its way, and not in the chatbot', async () => {
    const elsewhere = 'http://tasks.example';
    const ofChatbot = { WEB_URL: 'http://localhost:30000', PUBLIC_URL: 'http://localhost:30001' };
    for (const changes of [{ PUBLIC_URL: elsewhere, WEB_URL: elsewhere }, ofChatbot]) {
      const other = server.fixture.open(changes);
      const request = new Request(`${elsewhere}/api/auth/oauth2/authorize`);
      expect((await other.authRoute(request, '192.0.2.1')).status).toBe(404);
    }
  });
});

describe('connected programs', () => {
  const connectionsOf = async (cookie: string) => {
    const found = await server.frontEnd.getConnections(new Headers({ cookie }));
    return Array.isArray(found) ? found : [];
  };
  const post = (path: string, cookie: string, body: unknown = {}) =>
    server.fixture.post({ path, cookie, body, origin: server.url });

  it('are shown to the person who let them in, and to nobody else', async () => {
    const bo = await server.person('bo@example.com');
    await program.tokensFor(bo, { scope: 'tasks:read' });
    expect(await connectionsOf(bo)).toMatchObject([
      { name: 'Editor', scopes: ['tasks:read', 'offline_access'] },
    ]);
    const other = await server.person('other@example.com');
    expect(await connectionsOf(other)).toEqual([]);
  });

  it('are ended by that person, and by nobody else', async () => {
    const cy = await server.person('cy@example.com');
    const di = await server.person('di@example.com');
    const { id, refresh_token } = await program.tokensFor(cy);
    const [connection] = await connectionsOf(cy);
    await post('/connections/end', di, { id: connection?.id });
    expect(await connectionsOf(cy)).toHaveLength(1);
    expect((await post('/connections/end', cy, { id: connection?.id })).status).toBe(200);
    expect(await connectionsOf(cy)).toEqual([]);
    expect((await refresh(id, refresh_token)).status).toBe(400);
  });

  it('are all ended at once, with those of others left alone', async () => {
    const fay = await server.person('fay@example.com');
    const gil = await server.person('gil@example.com');
    await program.tokensFor(fay);
    await program.tokensFor(fay);
    await program.tokensFor(gil);
    expect(await (await post('/connections/end-all', fay)).json()).toEqual({ count: 2 });
    expect(await connectionsOf(fay)).toEqual([]);
    expect(await connectionsOf(gil)).toHaveLength(1);
  });

  it('stay connected when the browser signs out', async () => {
    const hal = await server.person('hal@example.com');
    const { id, refresh_token } = await program.tokensFor(hal);
    expect((await post('/sign-out', hal)).status).toBe(200);
    expect((await refresh(id, refresh_token)).status).toBe(200);
  });

  it('are disconnected with whatever ends all access to the account', async () => {
    const ivy = await server.person('ivy@example.com');
    const { id, refresh_token } = await program.tokensFor(ivy);
    const { query } = server.fixture.database;
    await query(`
      insert into auth.verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
      select 'ivy', '${storedIdentifierOf('a-token-for-ivy')}', id, now() + interval '1 hour', now(), now()
      from auth."user" where email = 'ivy@example.com'`);
    const body = { token: 'a-token-for-ivy', newPassword: 'another horse battery' };
    expect((await post('/reset-password', '', body)).status).toBe(200);
    expect((await refresh(id, refresh_token)).status).toBe(400);
  });

  it('that nobody agreed to do not pile up', async () => {
    const { query } = server.fixture.database;
    await query(`
      insert into auth."oauthClient" (id, "clientId", "redirectUris", "createdAt", "updatedAt")
      select 'old' || n, 'old' || n, '[]', now(), now() - interval '31 days' from generate_series(1, 3) n`);
    const { id } = await program.tokensFor(await server.person('kim@example.com'));
    await query(
      `update auth."oauthClient" set "updatedAt" = now() - interval '31 days' where "clientId" = '${id}'`,
    );
    const left = async () =>
      (
        await query(
          `select "clientId" from auth."oauthClient" where "updatedAt" < now() - interval '30 days'`,
        )
      ).rows;
    await program.register();
    expect(await left()).toEqual([{ clientId: id }]);
  });
});
