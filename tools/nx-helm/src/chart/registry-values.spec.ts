import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { writePushedImage } from '../image/registry.ts';
import { exportTestImage } from '../testing/export-test-image.ts';
import { writeFiles } from '../testing/workspace.ts';
import { readEnvironment } from './environment-file.ts';
import { registryValues, writeRegistryValues } from './release-values.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const repository = 'registry.example/acme/database';
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-registry-'));
  writeFiles(root, {
    'environments/minikube.yaml': 'nxHelm: { kubeVersion: 1.34.4 }',
    'environments/prod.yaml': 'nxHelm: { kubeVersion: 1.34.4, registry: registry.example/acme }',
  });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const images = { 'database.image': 'database' };
const environment = (name: string) => readEnvironment(root, 'environments', name, 'platform');

function built(content: string) {
  return exportTestImage(root, 'database', { layers: [[{ name: 'a', content }]] });
}

describe('values of a release whose environment has a registry (N7)', () => {
  it('name each image by the digest that was pushed', async () => {
    const { reference } = await built('1');
    await writePushedImage(root, 'prod', 'database', { reference, repository, digest });
    const expected = { database: { image: { repository, digest } } };
    expect(registryValues(root, images, environment('prod'))).toEqual(expected);
    const file = await writeRegistryValues(root, 'platform', images, environment('prod'));
    expect(parse(readFileSync(file ?? '', 'utf8'))).toEqual(expected);
  });

  it('are refused for an image that was built again and not pushed', async () => {
    const { reference } = await built('1');
    await writePushedImage(root, 'prod', 'database', { reference, repository, digest });
    await built('2');
    expect(() => registryValues(root, images, environment('prod'))).toThrow(
      /NXHELM_IMAGE_NOT_PUSHED.*Do: npx nx run database:image-load -c prod/,
    );
  });

  it('do not exist where the environment has none', async () => {
    await built('1');
    expect(registryValues(root, images, environment('minikube'))).toBeUndefined();
    expect(
      await writeRegistryValues(root, 'platform', images, environment('minikube')),
    ).toBeUndefined();
  });
});
