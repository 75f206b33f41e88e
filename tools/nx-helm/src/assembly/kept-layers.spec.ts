import { createHash } from 'node:crypto';
import fs, {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { ImageDescription } from '../image/image-description.ts';
import { layerFile } from '../image/image-description.ts';
import { ComparedImages } from '../testing/compared-images.ts';

const dockerfile = [
  'FROM nx-helm-compared-images/base AS files',
  'COPY packages /app/packages',
  'COPY own /app/own',
  'FROM nx-helm-compared-images/base',
  'COPY --from=files /app/packages /app/packages',
  'COPY --from=files /app/own /app/own',
  '',
].join('\n');

let root: string;
let images: ComparedImages;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-kept-layers-'));
  images = new ComparedImages(root);
  await images.addBase({ layers: [[{ name: 'base.txt', content: 'base' }]], config: {} });
  images.writeContext([
    { path: 'packages/one.py', content: 'one', mode: 0o644 },
    { path: 'packages/two.py', content: 'two', mode: 0o644 },
    { path: 'packages/large', content: 'x'.repeat(5 << 20), mode: 0o644 },
    { path: 'own/main.py', content: 'main', mode: 0o644 },
    { path: 'own/other.py', content: 'other', mode: 0o644 },
  ]);
  laterThanTheContext();
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const context = (path: string): string => join(root, 'context', path);

/** Files that were written just now are read again, so for the assembly it is a second later. */
function laterThanTheContext(): void {
  const later = Date.now() + 1000;
  jest.spyOn(Date, 'now').mockReturnValue(later);
}

function storedBytes(image: ImageDescription, at: number): Buffer {
  const layer = image.layers[at];
  if (layer === undefined) throw new Error(`no layer ${at}`);
  return readFileSync(layerFile(root, 'assembled', layer));
}

/** What an assembly opens, of the context and of the images, with how often. */
async function opened(): Promise<Readonly<Record<string, number>>> {
  const open = jest.spyOn(fs, 'openSync');
  const stream = jest.spyOn(fs, 'createReadStream');
  await images.assembled(dockerfile);
  const counts: Record<string, number> = {};
  for (const [file] of [...open.mock.calls, ...stream.mock.calls]) {
    const name = relative(root, String(file));
    if (/^(?:context|dist)\//.test(name)) counts[name] = (counts[name] ?? 0) + 1;
  }
  open.mockRestore();
  stream.mockRestore();
  return counts;
}

describe('a layer whose files nobody has touched (I1, N1)', () => {
  it('is neither read nor hashed when another layer changes', async () => {
    await images.assembled(dockerfile);
    writeFileSync(context('own/main.py'), 'edit');
    laterThanTheContext();
    // Of the layer that changes, what is known has to be taken over once more.
    expect(await opened()).toEqual({ 'context/own/main.py': 2, 'context/own/other.py': 1 });
    expect(await opened()).toEqual({});
  });

  it('is the one that nothing kept would give', async () => {
    await images.assembled(dockerfile);
    writeFileSync(context('own/main.py'), 'edit');
    const kept = await images.assembled(dockerfile);
    rmSync(join(root, 'cache'), { recursive: true });
    const fresh = await images.assembled(dockerfile);
    expect([kept.contentId, kept.layers]).toEqual([fresh.contentId, fresh.layers]);
    const [, packages] = fresh.layers;
    expect(packages?.digest).toBe(
      `sha256:${createHash('sha256').update(storedBytes(fresh, 1)).digest('hex')}`,
    );
  });

  it('is taken again after its image was restored, by its digest', async () => {
    const before = await images.assembled(dockerfile);
    const file = layerFile(root, 'assembled', before.layers[1] as (typeof before.layers)[0]);
    writeFileSync(file, readFileSync(file));
    expect(await opened()).toEqual({ [relative(root, file)]: 1 });
  });
});

describe('a layer is made again (I1, N1)', () => {
  it('when a file kept its length and its date', async () => {
    const date = new Date(5000);
    utimesSync(context('packages/one.py'), date, date);
    const before = await images.assembled(dockerfile);
    writeFileSync(context('packages/one.py'), 'ONE');
    utimesSync(context('packages/one.py'), date, date);
    expect((await images.assembled(dockerfile)).contentId).not.toBe(before.contentId);
  });

  it('when a file was written twice within one step of the clock', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(statSync(context('own/other.py')).mtimeMs + 50);
    await images.assembled(dockerfile);
    laterThanTheContext();
    expect(await opened()).toMatchObject({ 'context/packages/one.py': 1 });
  });

  it('when only a mode changed', async () => {
    const before = await images.assembled(dockerfile);
    chmodSync(context('packages/one.py'), 0o755);
    expect((await images.assembled(dockerfile)).contentId).not.toBe(before.contentId);
  });

  it.each<[string, (file: string) => void]>([
    ['damaged', (file) => writeFileSync(file, readFileSync(file).fill(1, 0, 1))],
    ['cut off', (file) => truncateSync(file, 512)],
    ['gone', (file) => rmSync(file)],
  ])('when its stored bytes are %s', async (_what, harm) => {
    const before = await images.assembled(dockerfile);
    const whole = storedBytes(before, 1);
    harm(layerFile(root, 'assembled', before.layers[1] as (typeof before.layers)[0]));
    const after = await images.assembled(dockerfile);
    expect(after.layers).toEqual(before.layers);
    expect(storedBytes(after, 1).equals(whole)).toBe(true);
  });

  it('when what is kept of it cannot be read', async () => {
    const before = await images.assembled(dockerfile);
    for (const folder of ['layers/image', 'listings', 'contents']) {
      for (const name of fs.readdirSync(join(root, 'cache', folder))) {
        writeFileSync(join(root, 'cache', folder, name), '{');
      }
    }
    expect((await images.assembled(dockerfile)).layers).toEqual(before.layers);
  });
});
