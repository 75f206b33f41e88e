import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { TestFile } from '../testing/docker-archive.ts';
import { tarOf } from '../testing/docker-archive.ts';
import type { RuntimeConfig } from './image-description.ts';
import { runtimeConfig } from './image-description.ts';
import type { FileNode, Layer, LayerEntry } from './layers.ts';
import { contentId, mergeLayers, readLayer } from './layers.ts';

const idOf = (layers: readonly Layer[], config: RuntimeConfig = {}): string =>
  contentId(mergeLayers(layers), config);

const part = fc.constantFrom('a', 'b', 'c', 'd');
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const owner = { mode: fc.integer({ min: 0, max: 0o7777 }), userId: fc.nat(9), groupId: fc.nat(9) };
const file: fc.Arbitrary<FileNode> = fc.record({
  type: fc.constant('file' as const),
  ...owner,
  sizeBytes: fc.nat(99),
  sha256: fc.constantFrom('1', '2', '3'),
});
const link: fc.Arbitrary<FileNode> = fc.record({
  type: fc.constant('symlink' as const),
  ...owner,
  sizeBytes: fc.constant(0),
  link: path,
});
const entry = fc.record({ path, node: fc.oneof(file, link) });

/** A tree as entries of which none lies below another. */
const tree = fc
  .uniqueArray(entry, { selector: (each) => each.path, maxLength: 8 })
  .map((entries) =>
    entries.filter(({ path: one }) => !entries.some((other) => one.startsWith(`${other.path}/`))),
  );

function layer(entries: readonly LayerEntry[], changes: Partial<Layer> = {}): Layer {
  return { digest: '', sizeBytes: 0, entries, whiteouts: [], opaqueFolders: [], ...changes };
}

/** The tops of everything that lower layers may have left. */
const tops = ['a', 'b', 'c', 'd'];

describe('content id of one tree made in many ways (N1)', () => {
  it('is the same whatever lower layers had, once it is deleted', () => {
    fc.assert(
      fc.property(tree, fc.array(tree, { maxLength: 3 }), (entries, history) => {
        const before = history.map((junk) => layer(junk));
        const plain = idOf([layer(entries)]);
        expect(idOf([...before, layer([], { whiteouts: tops }), layer(entries)])).toBe(plain);
        // One layer may delete and bring anew, and a folder may be emptied as a whole.
        expect(idOf([...before, layer(entries, { whiteouts: tops })])).toBe(plain);
        expect(idOf([...before, layer(entries, { opaqueFolders: [''] })])).toBe(plain);
      }),
    );
  });

  it('is the same for any split into layers, in any order of them', () => {
    fc.assert(
      fc.property(tree, fc.array(fc.nat(4)), fc.boolean(), (entries, picks, isReversed) => {
        const layers = [0, 1, 2, 3, 4].map((number) =>
          layer(entries.filter((_entry, index) => (picks[index] ?? 0) === number)),
        );
        const ordered = isReversed ? layers.toReversed() : layers;
        expect(idOf(ordered)).toBe(idOf([layer(entries)]));
      }),
    );
  });

  it('is the same however often files are written over', () => {
    fc.assert(
      fc.property(tree, fc.array(fc.tuple(fc.nat(), file)), (entries, overwritten) => {
        fc.pre(entries.length > 0);
        const drafts = overwritten.map(([pick, node]) =>
          layer([{ path: entries[pick % entries.length]?.path ?? '', node }]),
        );
        expect(idOf([...drafts, layer(entries)])).toBe(idOf([layer(entries)]));
      }),
    );
  });

  it('differs for different trees', () => {
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        const key = (entries: typeof one): string =>
          JSON.stringify(entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
        expect(idOf([layer(one)]) === idOf([layer(other)])).toBe(key(one) === key(other));
      }),
    );
  });

  it('sees every change of the configuration, and no order of its labels', () => {
    const texts = fc.array(fc.string(), { maxLength: 3 });
    const config = fc.record({
      User: fc.string(),
      WorkingDir: fc.string(),
      Entrypoint: texts,
      Cmd: texts,
      Env: texts,
      StopSignal: fc.string(),
      Labels: fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
    });
    fc.assert(
      fc.property(config, config, (one, other) => {
        const id = (given: typeof one): string => idOf([], runtimeConfig({ config: given }));
        const key = (given: typeof one): string => {
          const labels = Object.entries(given.Labels).sort(([a], [b]) => (a < b ? -1 : 1));
          return JSON.stringify([...Object.entries({ ...given, Labels: labels })].sort());
        };
        expect(id(one) === id(other)).toBe(key(one) === key(other));
        const turned = Object.fromEntries(Object.entries(one.Labels).toReversed());
        expect(id({ ...one, Labels: turned })).toBe(id(one));
      }),
    );
  });
});

describe('content id of real layers (N1)', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nx-helm-content-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const idOfTar = async (tar: Buffer): Promise<string> =>
    idOf([await readLayer(Readable.from([tar]), join(folder, 'layer.tar'))]);
  const read = async (files: readonly TestFile[]): Promise<string> => idOfTar(await tarOf(files));
  const content = fc.uint8Array({ minLength: 1, maxLength: 1500 });
  const date = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });

  it('sees every byte of a file and the place it stands at', async () => {
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (bytes, at, by) => {
          const changed = Uint8Array.from(bytes);
          const index = at % bytes.length;
          changed[index] = (changed[index] ?? 0) ^ by;
          const id = (given: Uint8Array) => read([{ name: 'a', content: Buffer.from(given) }]);
          expect(await id(changed)).not.toBe(await id(bytes));
          expect(await id(Uint8Array.from([...bytes, 0]))).not.toBe(await id(bytes));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('does not see dates, names of owners, nor how a path is written', async () => {
    await fc.assert(
      fc.asyncProperty(content, date, date, fc.string(), async (bytes, one, other, uname) => {
        const first = await read([
          { name: 'x/', type: 'directory', mtime: one },
          { name: 'x/a', content: Buffer.from(bytes), mtime: one },
        ]);
        const second = await read([
          { name: './x', type: 'directory', mtime: other },
          { name: './x/a', content: Buffer.from(bytes), mtime: other, uname: uname.slice(0, 20) },
        ]);
        expect(second).toBe(first);
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, Partial<TestFile>]>([
    ['mode', { mode: 0o600 }],
    ['owner', { uid: 1 }],
    ['group', { gid: 1 }],
    ['capability', { pax: { 'SCHILY.xattr.security.capability': 'x' } }],
    ['type', { type: 'fifo' }],
  ])('sees the %s of a file', async (_what, change) => {
    expect(await read([{ name: 'a', content: '', ...change }])).not.toBe(
      await read([{ name: 'a', content: '' }]),
    );
  });

  it('sees the bytes of an attribute that is no text', async () => {
    const withByte = async (byte: number): Promise<string> => {
      const pax = { 'SCHILY.xattr.security.capability': 'Q' };
      const tar = await tarOf([{ name: 'a', content: '', pax }]);
      tar[tar.indexOf('capability=Q') + 'capability='.length] = byte;
      return idOfTar(tar);
    };
    expect(await withByte(0x80)).toBe(await withByte(0x80));
    expect(await withByte(0x80)).not.toBe(await withByte(0xc0));
  });
});
