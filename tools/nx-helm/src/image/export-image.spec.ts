import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { TestFile, TestImage } from '../testing/docker-archive.ts';
import { dockerArchive } from '../testing/docker-archive.ts';
import { openArchive } from './archive.ts';
import { exportImage, unpackArchive } from './export-image.ts';
import type { ImageDescription } from './image-description.ts';
import { readImage } from './image-description.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-export-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function exportBytes(bytes: Buffer): Promise<ImageDescription> {
  return exportImage({
    archive: Readable.from([bytes]),
    repository: 'docker.io/acme/api',
    project: 'api',
    bases: [],
    folder: join(root, 'dist/images/api'),
  });
}

/** The archive that a loader gets. */
async function loadable(): Promise<Buffer> {
  return buffer(await openArchive(root, readImage(root, 'api')));
}

async function exported(image: TestImage): Promise<ImageDescription> {
  return exportBytes(await dockerArchive(image));
}

const early = new Date('2020-01-01');
const late = new Date('2026-11-21');
const app: TestFile = { name: 'app/main.js', content: 'main', mtime: early };
const data: TestFile = { name: 'data/list.txt', content: 'list', mtime: early };

describe('exported image (N1, N7)', () => {
  it('has the same tag whenever and in however many layers it was built', async () => {
    const first = await exported({ layers: [[app, data]], history: 'first' });
    const second = await exported({
      layers: [[{ ...app, mtime: late }], [{ ...data, mtime: late }]],
      history: 'second',
    });
    expect(second.tag).toBe(first.tag);
    expect(first.tag).toMatch(/^c-[0-9a-f]{12}$/);
    expect(first.reference).toBe(`docker.io/acme/api:${first.tag}`);
  });

  it('has another tag when a byte, a mode, an owner or the configuration differs', async () => {
    const images: TestImage[] = [
      { layers: [[app]] },
      { layers: [[{ ...app, content: 'Main' }]] },
      { layers: [[{ ...app, mode: 0o755 }]] },
      { layers: [[{ ...app, uid: 7 }]] },
      { layers: [[app]], config: { Healthcheck: { Test: ['CMD', '/app/check'] } } },
    ];
    const tags = new Set<string>();
    for (const image of images) tags.add((await exported(image)).tag);
    expect(tags.size).toBe(images.length);
  });

  it('has the same tag and archive when the engine compresses its layers', async () => {
    const noise = { ...app, content: Array.from({ length: 4000 }, (_, n) => n * n).join() };
    const plain = await exported({ layers: [[noise], [data]] });
    const compressed = await exported({ layers: [[noise], [data]], isCompressed: true });
    expect(compressed).toEqual(plain);
  });

  it('describes user, health check and unpacked size', async () => {
    const config = {
      User: '10001:10001',
      Entrypoint: ['/app'],
      Cmd: null,
      Labels: { 'io.buildah.version': '1.28.2' },
      Healthcheck: { Test: ['CMD', '/app/check'] },
    };
    const image = await exported({ layers: [[app], [data]], config });
    expect(image.config).toEqual({
      architecture: 'amd64',
      os: 'linux',
      user: '10001:10001',
      entrypoint: ['/app'],
      healthcheck: { Test: ['CMD', '/app/check'] },
    });
    expect(image.sizeBytes).toBe(8);
    expect(image.layers).toHaveLength(2);
  });

  it('is an archive with that reference, which can be read and exported again', async () => {
    const image = await exported({ layers: [[app], [data]] });
    const archive = await loadable();
    const work = mkdtempSync(join(root, 'work-'));
    const { documents } = await unpackArchive(Readable.from([archive]), work);
    expect(JSON.parse(documents.get('manifest.json') ?? '')).toMatchObject([
      { RepoTags: [image.reference] },
    ]);
    expect(await exportBytes(archive)).toEqual(image);
  });

  it('leaves its folder with its parts and nothing beside it', async () => {
    await exported({ layers: [[app]] });
    await exported({ layers: [[data]] });
    expect(readdirSync(join(root, 'dist/images'))).toEqual(['api']);
    expect(readdirSync(join(root, 'dist/images/api')).sort()).toEqual([
      'config.json',
      'image.json',
      'layer-digests',
      'layers',
      'reference',
    ]);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 2500), 'NXHELM_ARCHIVE_UNREADABLE'],
    ['empty', () => Buffer.alloc(1024), 'NXHELM_ARCHIVE_INCOMPLETE'],
    ['not a tar', () => gzipSync('x'.repeat(5000)), 'NXHELM_ARCHIVE_'],
  ])('refuses an archive that is %s and keeps the old image', async (_what, damage, code) => {
    const before = await exported({ layers: [[app]] });
    const damaged = damage(await dockerArchive({ layers: [[data, app]] }));
    await expect(exportBytes(damaged)).rejects.toThrow(code);
    const kept = readFileSync(join(root, 'dist/images/api/reference'), 'utf8').trim();
    expect(kept).toBe(before.reference);
  });
});
