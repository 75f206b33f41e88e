import { strict as assert } from 'node:assert';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from '@taskora/base/run';
import { environmentWith } from '../src/base/settings.ts';
import { builderVariables } from '../src/image/builder-variables.ts';
import { selectEngine } from '../src/image/engine.ts';
import { readImage } from '../src/image/image-description.ts';
import type { ContainerRunResult } from '../src/testing/container-runs.ts';
import { writeFiles } from '../src/testing/workspace.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';
import { pathFolders, withoutCallersVariables } from './environment.ts';

const prefix = 'nxhelm-environment';

/** What nx-container and the engines would take as options, if they saw it. */
const steering: Readonly<Record<string, string>> = {
  INPUT_FILE: 'app/Other',
  INPUT_APP_FILE: 'app/Other',
  INPUT_CONTEXT: 'other',
  INPUT_APP_CONTEXT: 'other',
  INPUT_BUILD_ARGS: 'NAME=other',
  INPUT_TARGET: 'other',
  INPUT_PLATFORMS: 'linux/arm64',
  INPUT_ENGINE: 'docker',
  BUILDAH_LAYERS: 'false',
  BUILDAH_FORMAT: 'oci',
  SOURCE_DATE_EPOCH: '1',
  DOCKER_DEFAULT_PLATFORM: 'linux/arm64',
  BUILD_ARGS: 'NAME=other',
  NODE_OPTIONS: '--no-warnings',
};

/** Builds for real, and compares the content ids: only `steering` and what is no input is planted. */
export async function buildsWhatTheTargetSays(given: EndToEndContext): Promise<void> {
  const root = join(given.temporaryFolder, 'workspace');
  const elsewhere = join(given.temporaryFolder, 'elsewhere');
  await mkdir(elsewhere, { recursive: true });
  writeFiles(root, {
    'app/content.txt': 'content\n',
    'app/Other': 'FROM scratch\nLABEL other=1\n',
    'other/content.txt': 'other\n',
  });
  try {
    const plain = await build(root, {});
    assert.equal(await build(root, steering), plain);
    shown('environment of a build: variables that would steer the builder do not reach it');

    const dotenv = Object.entries(steering).map(([name, value]) => `${name}=${value}\n`);
    for (const file of ['.env', 'app/.env']) {
      writeFiles(root, { [file]: dotenv.join('') });
      assert.equal(await build(root, {}), plain, file);
      writeFiles(root, { [file]: '' });
    }
    shown('environment of a build: nor does a .env of the workspace or of the project');

    const others = builderVariables.filter(({ isInput }) => !isInput);
    for (const { name } of others) {
      const value = name === 'PATH' ? [elsewhere, ...pathFolders()].join(delimiter) : elsewhere;
      assert.equal(await build(root, { [name]: value }), plain, name);
    }
    shown(`environment of a build: ${others.length} variables that are no inputs change no image`);
  } finally {
    await removeImages();
  }
}

async function build(root: string, planted: Readonly<Record<string, string>>): Promise<string> {
  const program = join(import.meta.dirname, '../src/testing/container-runs.ts');
  const dockerfile =
    'FROM scratch\nARG NAME=own\nLABEL name=$NAME\nCOPY content.txt /\nCMD ["/none"]\n';
  const runs = [{ dockerfile, options: { imagePrefix: prefix } }];
  const { stdout, stderr } = await run(process.execPath, [program], {
    directory: root,
    environment: environmentWith({ ...withoutCallersVariables(), ...planted }),
    input: JSON.stringify({ root, runs }),
  });
  const results = stdout.trim().split('\n').at(-1) ?? '';
  assert.ok(results.startsWith('['), stderr);
  const outcomes = (JSON.parse(results) as ContainerRunResult[]).map(({ success, said }) => ({
    success,
    said,
  }));
  assert.deepEqual(outcomes, [{ success: true, said: '' }]);
  return readImage(root, 'app').reference;
}

async function removeImages(): Promise<void> {
  const engine = await selectEngine('app');
  for (const reference of await engine.references(`docker.io/${prefix}/*:*`)) {
    await engine.untagImage(reference);
  }
}

await runByItself(import.meta.url, buildsWhatTheTargetSays);
