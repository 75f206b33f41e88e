import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { exportTestImage } from '../testing/export-test-image.ts';
import { openLayout } from './archive.ts';
import { readImage } from './image-description.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-layout-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Files of the layout by name. */
async function filesOf(present: ReadonlySet<string>): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const stream = (await openLayout(root, readImage(root, 'api'), present)).pipe(extract());
  for await (const entry of stream) files.set(entry.header.name, await buffer(entry));
  return files;
}

const base = [{ name: 'base', content: 'base' }];
const own = [{ name: 'own', content: 'own' }];

async function exportOnBase() {
  await exportTestImage(root, 'base', { layers: [base] });
  return exportTestImage(root, 'api', { layers: [base, own] }, ['base']);
}

describe('the OCI layout of an image (N7)', () => {
  it('leads from the index by the manifest to each blob, whose digest and size it names', async () => {
    const image = await exportOnBase();
    const files = await filesOf(new Set());
    const blob = ({ digest, size }: Descriptor): Buffer => {
      const bytes = files.get(`blobs/${digest.replace(':', '/')}`) ?? Buffer.alloc(0);
      expect(bytes).toHaveLength(size);
      expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest);
      return bytes;
    };
    const { manifests } = JSON.parse(String(files.get('index.json'))) as {
      manifests: Descriptor[];
    };
    expect(manifests[0]?.annotations).toEqual({ 'io.containerd.image.name': image.reference });
    const manifest = JSON.parse(String(blob(manifests[0] as Descriptor))) as {
      readonly config: Descriptor;
      readonly layers: readonly Descriptor[];
    };
    expect(manifest.config.digest).toBe(image.configDigest);
    blob(manifest.config);
    expect(manifest.layers.map(blob)).toHaveLength(2);
  });

  it('has no layer that its receiver has, and the same manifest', async () => {
    const image = await exportOnBase();
    const [lower = { digest: '' }, upper = { digest: '' }] = image.layers;
    const [whole, rest] = [await filesOf(new Set()), await filesOf(new Set([lower.digest]))];
    expect(rest.has(`blobs/${lower.digest.replace(':', '/')}`)).toBe(false);
    expect(rest.has(`blobs/${upper.digest.replace(':', '/')}`)).toBe(true);
    expect(rest.get('index.json')).toEqual(whole.get('index.json'));
  });
});
