import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import { readEnvironment } from './environment-file.ts';
import { releaseValues } from './release-values.ts';
import type { ChartOptions } from './releases.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-values-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const options: ChartOptions = {
  chart: 'apps/web/chart',
  images: { image: 'web' },
  namespace: 'acme',
  environment: 'prod',
  environmentsDirectory: 'env',
  programsDirectory: 'bin',
};

const image = JSON.stringify({ name: 'docker.io/acme/web', tag: 'c-0123456789ab' });

describe('values of a release', () => {
  it('come from the environment, its part for the release, the chart, and last the image', () => {
    writeFiles(root, {
      'env/prod.yaml':
        'nxHelm: { kubeVersion: 1.34.4, releases: { web: { replicas: 3, tier: x }, api: { a: 1 } } }\nreplicas: 1\nurl: u\nimage: { tag: latest, pullPolicy: Always }\n',
      'apps/web/chart/values-prod.yaml': 'tier: z\n',
      'dist/images/web/image.json': image,
    });
    const environment = readEnvironment(root, 'env', 'prod', 'web');
    expect(releaseValues(root, 'web', options, environment)).toEqual({
      replicas: 3,
      url: 'u',
      tier: 'z',
      image: { repository: 'docker.io/acme/web', tag: 'c-0123456789ab', pullPolicy: 'Always' },
    });
  });

  it.each([
    ['NXHELM_IMAGE_MISSING', { 'env/prod.yaml': 'nxHelm: { kubeVersion: 1.34.4 }' }],
    ['NXHELM_ENVIRONMENT_MISSING', {}],
    ['NXHELM_ENVIRONMENT_VERSION', { 'env/prod.yaml': 'replicas: 1' }],
    ['NXHELM_VALUES_UNREADABLE', { 'env/prod.yaml': '- a list' }],
  ])('are refused with %s', (code, files) => {
    writeFiles(root, files);
    expect(() =>
      releaseValues(root, 'web', options, readEnvironment(root, 'env', 'prod', 'web')),
    ).toThrow(code);
  });
});
