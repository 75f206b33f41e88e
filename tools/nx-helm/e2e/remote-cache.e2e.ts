import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { RunResult } from '@taskora/base/run';
import { run } from '@taskora/base/run';
import { environmentWith } from '../src/base/settings.ts';
import { openArchive } from '../src/image/archive.ts';
import { selectEngine } from '../src/image/engine.ts';
import { readImage } from '../src/image/image-description.ts';
import { writeFiles } from '../src/testing/workspace.ts';
import type { CacheServer } from '../src/testing/cache-server.ts';
import { startCacheServer } from '../src/testing/cache-server.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';
import { withoutCallersVariables } from './environment.ts';

const prefix = 'nxhelm-images';
const projects = ['base', 'one', 'two'];
const tokens = { read: 'a token to read with', write: 'a token to write with' };

/** A self-hosted remote cache (N7): a second clone has the same images with no build. */
export async function sharesImagesThroughTheCache(given: EndToEndContext): Promise<void> {
  const server = await startCacheServer(tokens);
  const builder = join(given.temporaryFolder, 'clone-a');
  const receiver = join(given.temporaryFolder, 'elsewhere/clone-b');
  try {
    await Promise.all([builder, receiver].map((clone) => writeClone(clone, given.workspaceRoot)));
    await succeed(container(builder, server, tokens.write));
    assert.deepEqual(
      projects.map((project) => isBuiltIn(builder, project)),
      [true, true, true],
    );
    shown(`remote cache: the first clone built ${projects.length} images and stored them`);

    const holders = await holdersOfLayer(
      server,
      readImage(builder, 'base').layers[0]?.digest ?? '',
    );
    assert.equal(holders, 1);
    shown('remote cache: the layer that three images have is in one entry');

    await succeed(container(receiver, server, tokens.read));
    assert.deepEqual(
      projects.map((project) => isBuiltIn(receiver, project)),
      [false, false, false],
    );
    assert.equal(server.answers.filter((line) => line === 'GET 200').length, projects.length);
    shown('remote cache: the second clone, with an empty cache of its own, built none');

    for (const project of projects) {
      assert.equal(await digestOf(receiver, project), await digestOf(builder, project));
    }
    shown('remote cache: the archives of both clones are equal byte for byte');

    const stored = server.entries.size;
    writeFiles(receiver, { 'one/own.txt': 'changed by a fork' });
    await succeed(container(receiver, server, tokens.read));
    assert.deepEqual(
      projects.map((project) => isBuiltIn(receiver, project)),
      [false, true, false],
    );
    assert.equal(server.entries.size, stored);
    assert.equal(server.answers.at(-1), 'PUT 403');
    shown('remote cache: who may only read builds what is not there, and stores nothing');

    const otherClone = join(given.temporaryFolder, 'clone-c');
    await writeClone(otherClone, given.workspaceRoot);
    const refused = await container(otherClone, server, 'another token');
    assert.notEqual(refused.exitCode, 0);
    assert.match(refused.stdout + refused.stderr, /Unauthorized: the token is wrong/);
    assert.equal(existsSync(join(otherClone, 'dist/images')), false);
    shown('remote cache: a client without the token gets an error, and nothing else');
  } finally {
    await server.stop();
    await removeImages();
  }
}

async function writeClone(root: string, workspaceRoot: string): Promise<void> {
  await mkdir(root, { recursive: true });
  const options = { imagePrefix: prefix };
  const onBase = `FROM ${prefix}/base\nCOPY own.txt /own.txt\n`;
  writeFiles(root, {
    'nx.json': JSON.stringify({
      neverConnectToCloud: true,
      analytics: false,
      plugins: [{ plugin: '@taskora/nx-helm', options }],
    }),
    'package.json': JSON.stringify({ name: 'clone', private: true }),
    'base/project.json': JSON.stringify({ name: 'base' }),
    'base/Dockerfile': 'FROM scratch\nCOPY shared.txt /shared.txt\nCMD ["/none"]\n',
    'base/shared.txt': 'shared'.repeat(200_000),
    'one/project.json': JSON.stringify({ name: 'one' }),
    'one/Dockerfile': onBase,
    'one/own.txt': 'one',
    'two/project.json': JSON.stringify({ name: 'two' }),
    'two/Dockerfile': onBase,
    'two/own.txt': 'two',
  });
  await symlink(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
}

function container(
  clone: string,
  { address }: CacheServer,
  accessToken: string,
): Promise<RunResult> {
  const environment = {
    ...withoutCallersVariables(),
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: address,
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: accessToken,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_WORKSPACE_ROOT_PATH: clone,
  };
  const nx = join(clone, 'node_modules/nx/dist/bin/nx.js');
  const task = ['run-many', '-t', 'container', '--output-style=static'];
  return run(process.execPath, [nx, ...task], {
    directory: clone,
    environment: environmentWith(environment),
  });
}

async function succeed(work: Promise<RunResult>): Promise<void> {
  const { exitCode, stdout, stderr } = await work;
  assert.equal(exitCode, 0, stdout + stderr);
}

/** The report of a build is no output of the task, so only a real build leaves one. */
function isBuiltIn(clone: string, project: string): boolean {
  return existsSync(join(clone, 'dist/builds', `${project}.json`));
}

async function digestOf(clone: string, project: string): Promise<string> {
  const bytes = await openArchive(clone, readImage(clone, project));
  return createHash('sha256')
    .update(await buffer(bytes))
    .digest('hex');
}

async function holdersOfLayer({ entries }: CacheServer, digest: string): Promise<number> {
  const name = `${digest.replace('sha256:', '')}.tar`;
  let holders = 0;
  for (const entry of entries.values()) {
    const { stdout } = await run('tar', ['--list', '--gzip'], { input: Readable.from([entry]) });
    if (stdout.includes(name)) holders += 1;
  }
  return holders;
}

async function removeImages(): Promise<void> {
  const engine = await selectEngine('base');
  const ours = await engine.references(`docker.io/${prefix}/*:*`);
  for (const reference of ours.toSorted().toReversed()) await engine.untagImage(reference);
}

await runByItself(import.meta.url, sharesImagesThroughTheCache);
