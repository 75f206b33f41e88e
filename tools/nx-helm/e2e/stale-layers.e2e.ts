import { strict as assert } from 'node:assert';
import { chmodSync, copyFileSync, existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { environmentWith } from '../src/base/settings.ts';
import { selectEngine } from '../src/image/engine.ts';
import { readImage } from '../src/image/image-description.ts';
import type { ContainerRun, ContainerRunResult } from '../src/testing/container-runs.ts';
import { writeFiles } from '../src/testing/workspace.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';
import { unpackDebianPrograms } from './debian-programs.ts';
import { withoutCallersVariables } from './environment.ts';

const prefix = 'nxhelm-stale';

/** A workspace with one image, which a real engine builds with all that it keeps of earlier builds. */
async function withWorkspace(
  { temporaryFolder }: EndToEndContext,
  use: (root: string) => Promise<void>,
): Promise<void> {
  const root = join(temporaryFolder, 'workspace');
  writeFiles(root, { 'app/text.txt': 'ab\n' });
  try {
    await use(root);
  } finally {
    const engine = await selectEngine('app');
    for (const reference of await engine.references(`docker.io/${prefix}/*:*`)) {
      await engine.untagImage(reference);
    }
  }
}

async function build(root: string, { dockerfile, options }: ContainerRun): Promise<string> {
  const program = join(import.meta.dirname, '../src/testing/container-runs.ts');
  const runs = [{ dockerfile, options: { imagePrefix: prefix, ...options } }];
  const { stdout, stderr } = await run(process.execPath, [program], {
    directory: root,
    environment: environmentWith(withoutCallersVariables()),
    input: JSON.stringify({ root, runs }),
  });
  const results = stdout.trim().split('\n').at(-1) ?? '';
  assert.ok(results.startsWith('['), stderr);
  const [result] = JSON.parse(results) as ContainerRunResult[];
  assert.equal(result?.success, true, result?.said);
  return readImage(root, 'app').reference;
}

/** Other bytes of the same size and time, and the same bytes of another time. */
export async function seesBytesAndNoTimes(given: EndToEndContext): Promise<void> {
  await withWorkspace(given, async (root) => {
    const dockerfile = 'FROM scratch\nCOPY text.txt /\nCMD ["/none"]\n';
    const file = join(root, 'app/text.txt');
    const time = new Date('2026-01-01');
    utimesSync(file, time, time);
    const first = await build(root, { dockerfile });
    writeFiles(root, { 'app/text.txt': 'ba\n' });
    utimesSync(file, time, time);
    assert.notEqual(await build(root, { dockerfile }), first);
    shown('an engine: other bytes of the same size and time are another image');

    writeFiles(root, { 'app/text.txt': 'ab\n' });
    utimesSync(file, new Date(0), new Date(0));
    assert.equal(await build(root, { dockerfile }), first);
    shown('an engine: the same bytes of another time are the same image');
  });
}

/** An argument that only a later step uses. */
export async function seesBuildArguments(given: EndToEndContext): Promise<void> {
  const packages = join(given.temporaryFolder, 'busybox');
  await unpackDebianPrograms(['busybox-static'], packages);
  const found = ['bin/busybox', 'usr/bin/busybox']
    .map((path) => join(packages, 'root', path))
    .find((path) => existsSync(path));
  await withWorkspace(given, async (root) => {
    copyFileSync(found ?? 'busybox-static has no busybox', join(root, 'app/busybox'));
    chmodSync(join(root, 'app/busybox'), 0o755);
    const dockerfile = [
      'FROM scratch',
      'COPY busybox /bin/busybox',
      'ARG LEVEL',
      'RUN ["/bin/busybox", "touch", "/first"]',
      'RUN ["/bin/busybox", "sh", "-c", "echo $LEVEL > /second"]',
      'CMD ["/bin/busybox"]\n',
    ].join('\n');
    const at = (LEVEL: string) =>
      build(root, { dockerfile, options: { buildArguments: { LEVEL } } });
    const one = await at('one');
    assert.notEqual(await at('two'), one);
    assert.equal(await at('one'), one);
    shown('an engine: another build argument is another image, wherever it is used');
  });
}

/** A Dockerfile of another name, beside the one that is taken unasked. */
export async function buildsTheNamedFile(given: EndToEndContext): Promise<void> {
  await withWorkspace(given, async (root) => {
    const recipe = (name: string): string => `FROM scratch\nLABEL name=${name}\nCMD ["/none"]\n`;
    const dockerfile = recipe('unnamed');
    const options = { file: 'docker/app.Dockerfile' };
    const unnamed = await build(root, { dockerfile });
    writeFiles(root, { 'docker/app.Dockerfile': recipe('named') });
    const named = await build(root, { dockerfile, options });
    assert.notEqual(named, unnamed);
    assert.equal(await build(root, { dockerfile: recipe('edited'), options }), named);
    writeFiles(root, { 'docker/app.Dockerfile': dockerfile });
    assert.equal(await build(root, { dockerfile: recipe('edited'), options }), unnamed);
    shown('an engine: the Dockerfile that the target names is built, and no other');
  });
}

await runByItself(import.meta.url, async (given) => {
  await seesBytesAndNoTimes(given);
  await seesBuildArguments(given);
  await buildsTheNamedFile(given);
});
