import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatImages } from './images.ts';

describe('the list of built images (K8)', () => {
  it('has a row for each image, with what it takes on a node', () => {
    const folder = mkdtempSync(join(tmpdir(), 'taskora-images-'));
    try {
      for (const [project, sizeBytes] of [
        ['web', 151_250_000],
        ['api', 136_786_484],
      ] as const) {
        mkdirSync(join(folder, project));
        const reference = `docker.io/taskora/${project}:c-000000000000`;
        const image = { project, reference, sizeBytes, layers: [1, 2] };
        writeFileSync(join(folder, project, 'image.json'), JSON.stringify(image));
      }
      mkdirSync(join(folder, 'unfinished'));
      expect(formatImages(folder).split('\n')).toEqual([
        'PROJECT  IMAGE                                 UNPACKED  LAYERS',
        'api      docker.io/taskora/api:c-000000000000  136.8 MB  2',
        'web      docker.io/taskora/web:c-000000000000  151.3 MB  2',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
