import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import type { ImageDescription } from '../image/image-description.ts';
import type { CacheServer } from '../testing/cache-server.ts';
import { startCacheServer } from '../testing/cache-server.ts';
import { createNxWorkspace } from '../testing/nx-workspace.ts';

// Nx makes its graph anew in each run, on machines that do other things as well.
jest.setTimeout(180_000);

const tokens = { read: 'a token to read with', write: 'a token to write with' };
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const pem = {
  sign: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  verify: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};

type Workspace = Awaited<ReturnType<typeof createNxWorkspace>>;

let server: CacheServer;
let clones: Workspace[];
beforeEach(async () => {
  server = await startCacheServer(tokens);
  clones = [];
});
afterEach(async () => {
  for (const clone of clones) await clone.remove();
  await server.stop();
});

async function clone(): Promise<Workspace> {
  const made = await createNxWorkspace();
  clones.push(made);
  return made;
}

function container(
  { nxWith }: Workspace,
  token: string,
  keys: Readonly<Record<string, string>> = {},
): ReturnType<Workspace['nx']> {
  const variables = {
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: server.address,
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token,
    ...keys,
  };
  return nxWith(variables, 'run', 'api:container');
}

const ofMain = { NX_HELM_CACHE_SIGNING_KEY: pem.sign };
const ofReader = { NX_HELM_CACHE_VERIFYING_KEY: pem.verify };

function image({ root }: Workspace): ImageDescription {
  return JSON.parse(
    readFileSync(join(root, 'dist/images/api/image.json'), 'utf8'),
  ) as ImageDescription;
}

/** The report of a build is no output of the task, so only a real build leaves one. */
function isBuilt({ root }: Workspace): boolean {
  return existsSync(join(root, 'dist/builds/api.json'));
}

/** Nx writes headers without the mark of a format, which the types of the package leave out. */
const formatOfNx: object = { allowUnknownFormat: true };

/** Another layer under a digest of its own, and an image.json that names it: nothing contradicts it. */
async function withOtherLayer(entry: Buffer): Promise<Buffer> {
  const parts = new Map<string, Buffer>();
  const reader = Readable.from([gunzipSync(entry)]).pipe(extract(formatOfNx));
  for await (const part of reader) {
    if (part.header.type === 'file') parts.set(part.header.name, await buffer(part));
    else part.resume();
  }
  const layer = [...parts.keys()].find((name) => name.endsWith('.tar')) ?? '';
  const bytes = Buffer.from(
    (parts.get(layer) ?? Buffer.alloc(0)).toString('latin1').replace('print(1)', 'print(9)'),
    'latin1',
  );
  const digest = createHash('sha256').update(bytes).digest('hex');
  const before = /([0-9a-f]{64})\.tar$/.exec(layer)?.[1] ?? '';
  const archive = pack();
  for (const [name, content] of parts) {
    const isText = name !== layer && content.includes(before);
    const text = content.toString('latin1').replaceAll(before, digest);
    const changed = name === layer ? bytes : isText ? Buffer.from(text, 'latin1') : content;
    archive.entry({ name: name.replace(before, digest) }, changed);
  }
  archive.finalize();
  return gzipSync(await buffer(archive));
}

describe('a remote cache with keys (N7)', () => {
  it('gives a second clone what the first one signed, with nothing but the key to verify', async () => {
    const [main, reader] = [await clone(), await clone()];
    expect(await container(main, tokens.write, ofMain)).toMatchObject({ exitCode: 0 });
    const { exitCode, said } = await container(reader, tokens.read, ofReader);
    expect(said).toContain('[remote cache]');
    expect([exitCode, isBuilt(main), isBuilt(reader)]).toEqual([0, true, false]);
    expect(image(reader)).toEqual(image(main));
    expect(server.answers.at(-1)).toBe('GET 200');
  });

  it('never restores what a pull request stored for the hash of main (CVE-2025-36852, nx-remotecache-custom#51)', async () => {
    const [request, main, victim] = [await clone(), await clone(), await clone()];
    expect(await container(request, tokens.write)).toMatchObject({ exitCode: 0 });
    const [[hash, honest] = ['', Buffer.alloc(0)]] = server.entries;
    server.replace(hash, await withOtherLayer(honest));

    // The attack is a real one: without keys the other layer is what comes out of the cache.
    expect((await container(victim, tokens.read)).said).toContain('[remote cache]');
    expect(image(victim).layers).not.toEqual(image(request).layers);

    const { exitCode, said } = await container(main, tokens.write, ofMain);
    expect(said).toContain(
      `the entry ${hash} is unsigned, so it is not used and its task is built`,
    );
    expect(said).not.toContain('[remote cache]');
    expect([exitCode, isBuilt(main)]).toEqual([0, true]);
    expect(image(main).layers).toEqual(image(request).layers);
  });

  it('never restores an entry that another key signed, nor one of another task', async () => {
    const [foreign, main] = [await clone(), await clone()];
    const other = generateKeyPairSync('ed25519').privateKey;
    const key = other.export({ type: 'pkcs8', format: 'pem' }).toString();
    const ofOther = { NX_HELM_CACHE_SIGNING_KEY: key };
    expect(await container(foreign, tokens.write, ofOther)).toMatchObject({ exitCode: 0 });
    const { exitCode, said } = await container(main, tokens.read, ofReader);
    expect(said).toMatch(/the entry \d+ is wrongly signed/);
    expect([exitCode, isBuilt(main)]).toEqual([0, true]);
  });

  it('lets no task see the key to sign with, nor the token of the server', async () => {
    const { nxWith, root } = await clone();
    const show =
      "const { env } = process; console.log('seen', JSON.stringify([env.NX_HELM_CACHE_SIGNING_KEY, env.NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN === 'a token to write with']))";
    writeFileSync(join(root, 'apps/web/build.mjs'), show);
    const variables = {
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: server.address,
      NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: tokens.write,
      ...ofMain,
    };
    const { said } = await nxWith(variables, 'run', 'web:build');
    expect(said).toContain('seen ["",false]');
  });
});
