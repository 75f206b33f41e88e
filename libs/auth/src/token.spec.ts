import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { createAuth, type Auth } from './auth.ts';
import { createPool } from './database.ts';
import { createLog } from './log.ts';
import { migrate } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './testing/database.ts';
import { createTestFrontEnd, ownOrigin, signUp, type TestFrontEnd } from './testing/front-end.ts';
import { createTokenIssuer } from './token.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });
const expected = { issuer: 'taskora', audience: 'taskora-api' };

let database: TestDatabase;
let frontEnd: TestFrontEnd;
let auth: Auth;
let pool: ReturnType<typeof createPool>;
let cookie: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrate({ databaseUrl: database.url, waitSeconds: 10, log });
  frontEnd = createTestFrontEnd(database.url);
  pool = createPool(database.url, () => undefined);
  auth = createAuth(frontEnd.config(), pool, log);
  cookie = await signUp(frontEnd, 'ada@example.com');
});

afterAll(async () => {
  await pool.end();
  await frontEnd.close();
  await database.drop();
});

async function publishedKeys(): Promise<JSONWebKeySet> {
  const response = await frontEnd.authRoutes.GET(new Request(`${ownOrigin}/api/auth/jwks`));
  return (await response.json()) as JSONWebKeySet;
}

function issuer(now?: () => number) {
  return createTokenIssuer(
    () => auth,
    () => 'taskora.session_token',
    now,
  );
}

const session = () => new Headers({ cookie });

async function issue(): Promise<string> {
  const issued = await issuer().issue(session());
  if (issued === null) throw new Error('no token was issued');
  return issued.token;
}

describe('tokens for the API (A1)', () => {
  it('verify with the published keys and carry nothing but the user', async () => {
    const token = await issue();
    const { payload, protectedHeader } = await jwtVerify(
      token,
      createLocalJWKSet(await publishedKeys()),
      expected,
    );
    const { user } = (await frontEnd.getSession(session())) ?? {};
    expect(protectedHeader.alg).toBe('EdDSA');
    expect(payload.sub).toBe(user?.id);
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sub']);
  });

  it('live for 15 minutes at most', async () => {
    const { payload } = await jwtVerify(
      await issue(),
      createLocalJWKSet(await publishedKeys()),
      expected,
    );
    const lifeSeconds = Number(payload.exp) - Number(payload.iat);
    expect(lifeSeconds).toBeGreaterThan(60);
    expect(lifeSeconds).toBeLessThanOrEqual(15 * 60);
  });

  it('are refused for another issuer or audience', async () => {
    const keys = createLocalJWKSet(await publishedKeys());
    const token = await issue();
    await expect(jwtVerify(token, keys, { ...expected, audience: 'other' })).rejects.toThrow(
      /"aud"/,
    );
    await expect(jwtVerify(token, keys, { ...expected, issuer: 'other' })).rejects.toThrow(/"iss"/);
  });

  it('publish public keys of one asymmetric algorithm only (S2)', async () => {
    const { keys } = await publishedKeys();
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(key).toMatchObject({ alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519' });
      expect(key).not.toHaveProperty('d');
      expect(key).not.toHaveProperty('k');
    }
  });

  it('cannot be forged as HS256 with a published key as the secret (S2)', async () => {
    const published = await publishedKeys();
    const [, payload] = (await issue()).split('.');
    const header = { ...decodeProtectedHeader(await issue()), alg: 'HS256' };
    const signed = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}`;
    const secret = published.keys[0]?.x ?? '';
    const forged = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    await expect(jwtVerify(forged, createLocalJWKSet(published), expected)).rejects.toThrow();
  });

  it('keep the private key encrypted in the database', async () => {
    const { rows } = await database.query('select "privateKey" from auth.jwks');
    expect(rows[0].privateKey).not.toMatch(/"d"|kty/);
  });

  it('are not made without a session, or for a made-up one', async () => {
    expect(await issuer().issue(new Headers())).toBeNull();
    const madeUp = new Headers({ cookie: 'taskora.session_token=abc.def' });
    expect(await issuer().issue(madeUp)).toBeNull();
  });

  it('never reach a browser: the route that would hand one out is shut', async () => {
    const request = new Request(`${ownOrigin}/api/auth/token`, { headers: { cookie } });
    expect((await frontEnd.authRoutes.GET(request)).status).toBe(404);
  });

  it('are kept for a moment, then made anew', async () => {
    const mint = jest.spyOn(auth.api, 'getToken');
    let now = 0;
    const tokens = issuer(() => now);
    await tokens.issue(session());
    now = 29_000;
    await tokens.issue(session());
    expect(mint).toHaveBeenCalledTimes(1);
    now = 31_000;
    await tokens.issue(session());
    expect(mint).toHaveBeenCalledTimes(2);
    mint.mockRestore();
  });

  it('end with the session here at once', async () => {
    const own = await signUp(frontEnd, 'leaves@example.com');
    const headers = new Headers({ cookie: own });
    const tokens = issuer();
    expect(await tokens.issue(headers)).not.toBeNull();
    await auth.api.signOut({ headers });
    tokens.forget(headers);
    expect(await tokens.issue(headers)).toBeNull();
  });
});
