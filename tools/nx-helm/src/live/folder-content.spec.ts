import fc from 'fast-check';
import type { FileNode } from '../image/layers.ts';
import type { FolderEntry } from './folder-content.ts';
import { changeBetween, contentBelow, folderId, isEmptyChange } from './folder-content.ts';

const entry: fc.Arbitrary<FolderEntry> = fc.oneof(
  fc.record({
    type: fc.constant('file' as const),
    mode: fc.constantFrom(0o644, 0o755),
    sha256: fc.constantFrom('1', '2'),
  }),
  fc.record({ type: fc.constant('directory' as const), mode: fc.constantFrom(0o755, 0o700) }),
  fc.record({
    type: fc.constant('symlink' as const),
    mode: fc.constant(0o777),
    link: fc.constantFrom('a', 'b'),
  }),
);
const content = fc
  .dictionary(fc.constantFrom('a', 'a/b', 'b', 'ä', '\u{1F600}', '\uFFFD'), entry)
  .map((entries) => new Map(Object.entries(entries)));

describe('the content id of an application folder (N1)', () => {
  it('is the same exactly where nothing has to be sent', () => {
    fc.assert(
      fc.property(content, content, (one, other) => {
        expect(folderId(one) === folderId(other)).toBe(isEmptyChange(changeBetween(one, other)));
      }),
    );
  });

  it('does not depend on the order in which files were listed', () => {
    fc.assert(
      fc.property(content, (one) => {
        expect(folderId(new Map([...one].reverse()))).toBe(folderId(one));
      }),
    );
  });

  it('is made of what has to be removed and written', () => {
    fc.assert(
      fc.property(content, content, (present, wanted) => {
        const { remove, write } = changeBetween(present, wanted);
        const result = new Map<string, FolderEntry>(present);
        for (const path of remove) result.delete(path);
        for (const path of write) {
          const found = wanted.get(path);
          if (found !== undefined) result.set(path, found);
        }
        expect(folderId(result)).toBe(folderId(wanted));
      }),
    );
  });
});

describe('the part of an image that is the application', () => {
  const node = (more: Partial<FileNode>): FileNode => ({
    type: 'file',
    mode: 0o644,
    userId: 0,
    groupId: 0,
    sizeBytes: 1,
    ...more,
  });

  it('is what lies below its folder, as a user who may write there has it', async () => {
    const file = node({ mode: 0o4444, userId: 10001 });
    const contents = new WeakMap([[file, { file: 'layer', start: 512, sha256: 'in the layer' }]]);
    const tree = new Map([
      ['', node({ type: 'directory' })],
      ['app', node({ type: 'directory', mode: 0o755 })],
      ['app/file', file],
      ['app/folder', node({ type: 'directory', mode: 0o555 })],
      ['app/link', node({ type: 'symlink', mode: 0o644, link: 'file' })],
      ['application', node({})],
    ]);
    expect(await contentBelow(tree, '/app', contents)).toEqual(
      new Map([
        ['file', { type: 'file', mode: 0o644, sha256: 'in the layer' }],
        ['folder', { type: 'directory', mode: 0o755 }],
        ['link', { type: 'symlink', mode: 0o777, link: 'file' }],
      ]),
    );
  });
});
