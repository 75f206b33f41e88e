import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { TestFile } from '../testing/docker-archive.ts';
import { exportTestImage } from '../testing/export-test-image.ts';
import { openArchive } from './archive.ts';
import { unpackArchive } from './export-image.ts';
import { readImage } from './image-description.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-archive-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const debian: TestFile[] = [{ name: 'etc/os-release', content: 'debian' }];
const node: TestFile[] = [{ name: 'bin/node', content: 'node'.repeat(500) }];
const web: TestFile[] = [{ name: 'app/server.js', content: 'web' }];

/** web on node on debian: each engine archive has all layers below it. */
async function exportStack() {
  const first = await exportTestImage(root, 'debian', { layers: [debian] });
  const second = await exportTestImage(root, 'node', { layers: [debian, node] }, ['debian']);
  const third = await exportTestImage(root, 'web', { layers: [debian, node, web] }, ['node']);
  return [first, second, third] as const;
}

function storedLayers(project: string): string[] {
  return readdirSync(join(root, 'dist/images', project, 'layers'));
}

const archiveOf = async (project: string) =>
  buffer(await openArchive(root, readImage(root, project)));

function layerPath(project: string): string {
  const [name = ''] = storedLayers(project);
  return join(root, 'dist/images', project, 'layers', name);
}

describe('layers of images that build on each other (N7)', () => {
  it('are stored once in all, by the lowest image that has them', async () => {
    const [, , image] = await exportStack();
    expect(['debian', 'node', 'web'].map((project) => storedLayers(project).length)).toEqual([
      1, 1, 1,
    ]);
    expect(image.layers.map(({ from }) => from)).toEqual(['debian', 'node', undefined]);
  });

  it('are all in the archive, in their order', async () => {
    const [, , image] = await exportStack();
    const work = mkdtempSync(join(root, 'work-'));
    const unpacked = await unpackArchive(Readable.from([await archiveOf('web')]), work);
    const [manifest] = JSON.parse(unpacked.documents.get('manifest.json') ?? '[]') as [
      { Layers: string[] },
    ];
    const digests = manifest.Layers.map((name) => unpacked.layers.get(name)?.digest);
    expect(digests).toEqual(image.layers.map(({ digest }) => digest));
  });

  it('change neither the tag nor the archive by where they are stored', async () => {
    const [, , shared] = await exportStack();
    const sharedArchive = await archiveOf('web');
    const alone = await exportTestImage(root, 'web', { layers: [debian, node, web] });
    expect(storedLayers('web')).toHaveLength(3);
    expect(alone.reference).toBe(shared.reference);
    expect((await archiveOf('web')).equals(sharedArchive)).toBe(true);
  });

  it('stay with the image where the engine made other layers of its base', async () => {
    await exportStack();
    const other = debian.map((file) => ({ ...file, mtime: new Date('2020-01-01') }));
    await exportTestImage(root, 'web', { layers: [other, web] }, ['debian']);
    expect(storedLayers('web')).toHaveLength(2);
  });

  it('that an image names twice are stored and sent once', async () => {
    const image = await exportTestImage(root, 'api', { layers: [web, node, web] });
    expect(image.layers).toHaveLength(3);
    expect(storedLayers('api')).toHaveLength(2);
    expect((await archiveOf('api')).length).toBeGreaterThan(0);
  });
});

describe('an image whose parts are damaged (N7)', () => {
  it.each([
    [
      'is missing',
      'NXHELM_LAYER_MISSING',
      (path: string) => {
        rmSync(path);
      },
    ],
    [
      'was cut off',
      'NXHELM_ARCHIVE_TRUNCATED',
      (path: string) => {
        truncateSync(path, 700);
      },
    ],
    [
      'has another byte',
      'NXHELM_LAYER_DAMAGED',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[600] = 1;
        writeFileSync(path, bytes);
      },
    ],
  ])('is refused when a layer of its base %s', async (_what, code, damage) => {
    await exportStack();
    damage(layerPath('node'));
    await expect(archiveOf('web')).rejects.toThrow(code);
    await expect(archiveOf('web')).rejects.toThrow(
      'Do: npx nx reset, then npx nx run node:container',
    );
  });

  it('is refused when its configuration is not the one it was exported with', async () => {
    await exportStack();
    writeFileSync(join(root, 'dist/images/web/config.json'), '{}');
    await expect(openArchive(root, readImage(root, 'web'))).rejects.toThrow('NXHELM_LAYER_DAMAGED');
  });
});
