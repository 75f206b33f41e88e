import { generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { CacheServer } from '../testing/cache-server.ts';
import { startCacheServer } from '../testing/cache-server.ts';
import type { CacheGuard } from './guard.ts';
import { startCacheGuard } from './guard.ts';
import { readCacheKeys } from './keys.ts';

const tokens = { read: 'a token to read with', write: 'a token to write with' };
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const entry = gzipSync('files');

let server: CacheServer;
let said: string[];
let guards: CacheGuard[];
beforeEach(async () => {
  server = await startCacheServer(tokens);
  said = [];
  guards = [];
});
afterEach(async () => {
  for (const guard of guards) await guard.stop();
  await server.stop();
});

async function start(isSigner: boolean, address = server.address): Promise<CacheGuard> {
  const guard = await startCacheGuard({
    server: address,
    token: isSigner ? tokens.write : tokens.read,
    keys: { verify: publicKey, ...(isSigner ? { sign: privateKey } : {}) },
    say: (line) => said.push(line),
  });
  guards.push(guard);
  return guard;
}

function ask({ address, token }: CacheGuard, method: string, body?: Buffer): Promise<Response> {
  return fetch(`${address}/v1/cache/1234`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
}

describe('the guard of a remote cache', () => {
  it('stores what it signed, and hands it out as it was, also where nothing may be stored', async () => {
    expect((await ask(await start(true), 'PUT', entry)).status).toBe(202);
    expect(server.entries.get('1234')).not.toEqual(entry);
    const answer = await ask(await start(false), 'GET');
    expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([200, entry]);
    expect(said).toEqual([]);
  });

  it('stores nothing that it cannot sign', async () => {
    expect((await ask(await start(false), 'PUT', entry)).status).toBe(403);
    expect(server.answers).toEqual([]);
  });

  it('answers that there is no entry where one is not signed, and says so', async () => {
    await fetch(`${server.address}/v1/cache/1234`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${tokens.write}` },
      body: new Uint8Array(entry),
    });
    expect((await ask(await start(true), 'GET')).status).toBe(404);
    expect(said).toEqual([expect.stringMatching(/^Remote cache: the entry 1234 is unsigned, /)]);
  });

  it('answers as the server does to what is not there and to what is there already', async () => {
    const guard = await start(true);
    expect((await ask(guard, 'GET')).status).toBe(404);
    expect((await ask(guard, 'PUT', entry)).status).toBe(202);
    expect((await ask(guard, 'PUT', entry)).status).toBe(409);
    expect(said).toEqual([]);
  });

  it('signs and stores nothing for who does not have the token of this run', async () => {
    const { address } = await start(true);
    for (const token of [tokens.write, '', 'another']) {
      expect((await ask({ address, token } as CacheGuard, 'PUT', entry)).status).toBe(401);
    }
    expect(server.answers).toEqual([]);
  });

  it('says why the server cannot be asked', async () => {
    const guard = await start(true, 'http://127.0.0.1:9');
    const answer = await ask(guard, 'GET');
    expect(answer.status).toBe(502);
    expect(await answer.text()).toMatch(/^the remote cache http:\/\/127\.0\.0\.1:9: \S+/);
  });
});

describe('the keys of a remote cache', () => {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('are none where none is set, and the one to verify with follows from the one to sign with', () => {
    expect(readCacheKeys({})).toBeUndefined();
    expect(readCacheKeys({ signingKey: pem })?.verify.equals(publicKey)).toBe(true);
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  it.each([
    ['of another kind', rsa.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['of nobody', 'a-password-by-mistake'],
    ['cut off', pem.slice(0, 60)],
  ])('are refused with a command and without being shown: a key %s', (_which, signingKey) => {
    const read = (): unknown => readCacheKeys({ signingKey });
    expect(read).toThrow(/^NXHELM_CACHE_KEY: NX_HELM_CACHE_SIGNING_KEY .*Do: openssl genpkey/);
    expect(read).not.toThrow(signingKey.slice(-20));
  });
});
