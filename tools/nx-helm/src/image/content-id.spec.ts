import fc from 'fast-check';
import type { RuntimeConfig } from './image-description.ts';
import type { FileNode, Layer, LayerEntry } from './layers.ts';
import { contentId, mergeLayers, sizeBytes } from './layers.ts';

function layer(entries: readonly LayerEntry[], changes: Partial<Layer> = {}): Layer {
  return { digest: '', sizeBytes: 0, entries, whiteouts: [], opaqueFolders: [], ...changes };
}

function idOf(layers: readonly Layer[], config: RuntimeConfig = {}): string {
  return contentId(mergeLayers(layers), config);
}

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const digit = fc.constantFrom(...'0123456789abcdef');
const sha256 = fc.string({ unit: digit, minLength: 64, maxLength: 64 });
const node: fc.Arbitrary<FileNode> = fc.record({
  type: fc.constant('file' as const),
  mode: fc.integer({ min: 0, max: 0o7777 }),
  userId: fc.integer({ min: 0, max: 70_000 }),
  groupId: fc.integer({ min: 0, max: 70_000 }),
  sizeBytes: fc.nat(),
  sha256,
});
/** Files of which none lies in another, so that any order of layers gives the same tree. */
const files = fc
  .uniqueArray(fc.record({ path, node }), { selector: (entry) => entry.path, minLength: 1 })
  .map((entries) =>
    entries.filter((entry) => !entries.some((other) => other.path.startsWith(`${entry.path}/`))),
  );

describe('content id (N1)', () => {
  it('does not see where one layer ends and the next begins', () => {
    fc.assert(
      fc.property(files, fc.nat(), (entries, cut) => {
        const at = cut % (entries.length + 1);
        const split = [layer(entries.slice(0, at)), layer(entries.slice(at))];
        expect(idOf(split)).toBe(idOf([layer(entries)]));
      }),
    );
  });

  it('does not see in which order a tar lists its files', () => {
    fc.assert(
      fc.property(files, (entries) => {
        expect(idOf([layer(entries.toReversed())])).toBe(idOf([layer(entries)]));
      }),
    );
  });

  it('does not see a file that a later layer deletes', () => {
    fc.assert(
      fc.property(files, node, (entries, extra) => {
        const layers = [
          layer([{ path: 'z/extra', node: extra }, ...entries]),
          layer([], { whiteouts: ['z'] }),
        ];
        expect(idOf(layers)).toBe(idOf([layer(entries)]));
      }),
    );
  });

  it.each<[string, (before: FileNode) => FileNode]>([
    ['byte', (before) => ({ ...before, sha256: flipped(before.sha256 ?? '') })],
    ['mode', (before) => ({ ...before, mode: before.mode ^ 0o100 })],
    ['setuid bit', (before) => ({ ...before, mode: before.mode ^ 0o4000 })],
    ['owner', (before) => ({ ...before, userId: before.userId + 1 })],
    ['group', (before) => ({ ...before, groupId: before.groupId + 1 })],
    ['type', (before) => ({ ...before, type: 'symlink', link: '/etc/passwd' })],
    ['capability', (before) => ({ ...before, extendedAttributes: { capability: 'x' } })],
  ])('sees a change of a %s in any file', (_what, change) => {
    fc.assert(
      fc.property(files, fc.nat(), (entries, pick) => {
        const at = pick % entries.length;
        const changed = entries.map((entry, index) =>
          index === at ? { path: entry.path, node: change(entry.node) } : entry,
        );
        expect(idOf([layer(changed)])).not.toBe(idOf([layer(entries)]));
      }),
    );
  });

  it('sees a file more, a file less and a file moved', () => {
    fc.assert(
      fc.property(files, node, (entries, extra) => {
        const more = [...entries, { path: 'z', node: extra }];
        const moved = [...entries, { path: 'y', node: extra }];
        expect(new Set([entries, more, moved].map((all) => idOf([layer(all)]))).size).toBe(3);
      }),
    );
  });

  it('sees where a symbolic link leads', () => {
    const link = (target: string): LayerEntry => ({
      path: 'l',
      node: { type: 'symlink', mode: 0o777, userId: 0, groupId: 0, sizeBytes: 0, link: target },
    });
    expect(idOf([layer([link('a')])])).not.toBe(idOf([layer([link('b')])]));
  });

  it.each<[string, RuntimeConfig]>([
    ['user', { user: '10002' }],
    ['entrypoint', { entrypoint: ['/other'] }],
    ['command', { command: ['--flag'] }],
    ['environment', { environment: ['A=1'] }],
    ['working directory', { workingDirectory: '/elsewhere' }],
    ['healthcheck', { healthcheck: { Test: ['CMD', '/check'] } }],
    ['architecture', { architecture: 'arm64' }],
  ])('sees a change of the %s', (_what, config) => {
    const base: RuntimeConfig = { user: '10001', entrypoint: ['/app'], architecture: 'amd64' };
    expect(idOf([], { ...base, ...config })).not.toBe(idOf([], base));
  });
});

describe('hard links in the content id (N1)', () => {
  const file = { type: 'file', mode: 0o644, userId: 0, groupId: 0, sizeBytes: 3 } as const;
  const one: LayerEntry = { path: 'a', node: { ...file, sha256: '1' } };

  it('are the same whichever of the names a tar stores as the file', () => {
    const first = layer([one, { path: 'b', hardLinkTo: 'a' }]);
    const second = layer([
      { path: 'b', node: { ...file, sha256: '1' } },
      { path: 'a', hardLinkTo: 'b' },
    ]);
    expect(idOf([first])).toBe(idOf([second]));
  });

  it('differ from two copies, and count once in the size', () => {
    const linked = layer([one, { path: 'b', hardLinkTo: 'a' }]);
    const copied = layer([one, { path: 'b', node: { ...file, sha256: '1' } }]);
    expect(idOf([linked])).not.toBe(idOf([copied]));
    expect(sizeBytes(mergeLayers([linked]))).toBe(3);
    expect(sizeBytes(mergeLayers([copied]))).toBe(6);
  });

  it('keep their content when a later layer replaces the other name', () => {
    const tree = mergeLayers([
      layer([one, { path: 'b', hardLinkTo: 'a' }]),
      layer([{ path: 'a', node: { ...file, sha256: '2' } }]),
    ]);
    expect(tree.get('b')?.sha256).toBe('1');
  });
});

function flipped(text: string): string {
  return (text.startsWith('0') ? '1' : '0') + text.slice(1);
}
