import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { createLog } from '../base/log.ts';
import { createDatabase, type Database } from '../database/database.ts';
import { createGate, createTestDatabase, type TestDatabase } from '../testing/database.ts';
import {
  createTestFrontEnd,
  ownOrigin,
  peer,
  signUp,
  type TestFrontEnd,
} from '../testing/front-end.ts';
import { AccountsUnavailable } from './accounts-unavailable.ts';
import { createAuth, type Auth } from './better-auth.ts';
import { migrate } from './migrate.ts';
import { createPasswordHasher } from './password-hash.ts';
import { createSessions } from './sessions.ts';
import { createTokenIssuer } from './token-issuer.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });
const expected = { issuer: 'taskora', audience: 'taskora-api' };

let database: TestDatabase;
let frontEnd: TestFrontEnd;
let auth: Auth;
let connections: Database;
let cookie: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrate({ databaseUrl: database.url, waitSeconds: 10, log });
  frontEnd = createTestFrontEnd(database.url);
  connections = createDatabase(database.url, () => undefined);
  const signUpPolicy = { admit: () => Promise.resolve(null) };
  const revokeAccessTokens = () => Promise.resolve();
  const hasher = createPasswordHasher();
  const parts = { database: connections, hasher, log, signUpPolicy, revokeAccessTokens };
  auth = createAuth(frontEnd.config(), parts);
  cookie = await signUp(frontEnd, 'ada@example.com');
});

afterAll(async () => {
  await connections.end();
  await frontEnd.close();
  await database.drop();
});

async function publishedKeys(): Promise<JSONWebKeySet> {
  const response = await frontEnd.authRoute(new Request(`${ownOrigin}/api/auth/jwks`), peer);
  return (await response.json()) as JSONWebKeySet;
}

function issuer(now?: () => number, from: Database = connections) {
  const config = frontEnd.config();
  const sessions = createSessions({
    database: () => from,
    cookieName: () => 'taskora.session_token',
    secret: () => config.authSecret,
    ...(now && { now }),
  });
  return createTokenIssuer(
    () => auth,
    sessions,
    () => config,
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
    expect(protectedHeader.alg).toBe('EdDSA');
    expect(await frontEnd.getVisitor(session())).toMatchObject({ user: { id: payload.sub } });
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

  it('publish public keys of one asymmetric algorithm only', async () => {
    const { keys } = await publishedKeys();
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(key).toMatchObject({ alg: 'EdDSA', kty: 'OKP', crv: 'Ed25519' });
      expect(key).not.toHaveProperty('d');
      expect(key).not.toHaveProperty('k');
    }
  });

  it('cannot be forged as HS256 with a published key as the secret', async () => {
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
    expect((await frontEnd.authRoute(request, peer)).status).toBe(404);
  });

  it('are kept with their session until a minute before their end (P2)', async () => {
    const start = Date.now();
    let now = start;
    const tokens = issuer(() => now);
    const first = await tokens.issue(session());
    now = start + 3 * 60_000;
    expect((await tokens.issue(session()))?.token).toBe(first?.token);
    now = start + 4 * 60_000 + 1;
    expect((await tokens.issue(session()))?.token).not.toBe(first?.token);
  });

  it('record when their session was used, at most once a minute', async () => {
    const own = await signUp(frontEnd, 'used@example.com');
    const config = frontEnd.config();
    const sessions = createSessions({
      database: () => connections,
      cookieName: () => 'taskora.session_token',
      secret: () => config.authSecret,
    });
    const recorded: Promise<void>[] = [];
    const recordUse = (token: string) => {
      const written = sessions.recordUse(token);
      recorded.push(written);
      return written;
    };
    const tokens = createTokenIssuer(
      () => auth,
      { find: sessions.find, recordUse },
      () => config,
    );
    const where = `where "userId" = (select id from auth."user" where email = 'used@example.com')`;
    const usedAt = async () => {
      const { rows } = await database.query(`select "updatedAt" from auth.session ${where}`);
      return rows[0].updatedAt as Date;
    };
    const fresh = await usedAt();
    await sessions.find(new Headers({ cookie: own })).then((it) => recordUse(it?.token ?? ''));
    expect(await usedAt()).toEqual(fresh);
    await database.query(
      `update auth.session set "updatedAt" = now() - interval '1 hour' ${where}`,
    );
    await tokens.issue(new Headers({ cookie: own }));
    await Promise.all(recorded);
    expect(recorded).toHaveLength(2);
    expect((await usedAt()).getTime()).toBeGreaterThanOrEqual(fresh.getTime());
  });

  it('end with the session at once, wherever it was ended (better-auth#6893)', async () => {
    const own = await signUp(frontEnd, 'leaves@example.com');
    const headers = new Headers({ cookie: own });
    const chatbot = issuer();
    expect(await chatbot.issue(headers)).not.toBeNull();
    // As web does it, of which the chatbot's process learns nothing.
    const signOut = new Request(`${ownOrigin}/api/auth/sign-out`, {
      method: 'POST',
      headers: { cookie: own, origin: ownOrigin },
    });
    expect((await frontEnd.authRoute(signOut, peer)).status).toBe(200);
    expect(await chatbot.issue(headers)).toBeNull();
  });

  it('are not made for a session whose time is over', async () => {
    const own = await signUp(frontEnd, 'over@example.com');
    const later = Date.now() + 31 * 24 * 60 * 60 * 1000;
    expect(await issuer(() => later).issue(new Headers({ cookie: own }))).toBeNull();
  });

  it('prolong a session that was not prolonged for a day, and no other', async () => {
    const own = await signUp(frontEnd, 'stays@example.com');
    const headers = new Headers({ cookie: own });
    expect((await issuer().issue(headers))?.setCookies).toEqual([]);
    await database.query(
      `update auth.session set "expiresAt" = now() + interval '28 days 23 hours' where "userId" =
       (select id from auth."user" where email = 'stays@example.com')`,
    );
    const issued = await issuer().issue(headers);
    expect(issued?.setCookies.join()).toMatch(/^taskora\.session_token=.*Max-Age=2592000/);
    const { rows } = await database.query(
      `select "expiresAt" > now() + interval '29 days' as longer from auth.session where "userId" =
       (select id from auth."user" where email = 'stays@example.com')`,
    );
    expect(rows).toEqual([{ longer: true }]);
  });

  it('are neither made nor refused while the database is away: nobody is signed out', async () => {
    const gate = await createGate(database.url);
    const gated = createDatabase(gate.url, () => undefined);
    try {
      await gate.open();
      const tokens = issuer(undefined, gated);
      expect(await tokens.issue(session())).not.toBeNull();
      await gate.shut();
      await expect(tokens.issue(session())).rejects.toThrow(AccountsUnavailable);
      const madeUp = new Headers({ cookie: 'taskora.session_token=made-up.signature' });
      expect(await tokens.issue(madeUp)).toBeNull();
    } finally {
      await gate.shut();
      await gated.end();
    }
  });
});
