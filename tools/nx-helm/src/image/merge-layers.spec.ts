import type { FileNode, Layer, LayerEntry } from './layers.ts';
import { mergeLayers } from './layers.ts';

const folder: FileNode = { type: 'directory', mode: 0o755, userId: 0, groupId: 0, sizeBytes: 0 };
const file: FileNode = { ...folder, type: 'file', mode: 0o644, sizeBytes: 1, sha256: '1' };

function layer(entries: readonly LayerEntry[], changes: Partial<Layer> = {}): Layer {
  return { digest: '', sizeBytes: 0, entries, whiteouts: [], opaqueFolders: [], ...changes };
}

function paths(...layers: readonly Layer[]): string[] {
  return [...mergeLayers(layers).keys()].filter((path) => path !== '').sort();
}

const base = layer([
  { path: 'etc', node: folder },
  { path: 'etc/a', node: file },
  { path: 'etc/b/c', node: file },
  { path: 'etcetera', node: file },
]);

describe('merged layers (N1)', () => {
  it('lose a file, or a whole folder, that a whiteout names', () => {
    expect(paths(base, layer([], { whiteouts: ['etc/b'] }))).toEqual(['etc', 'etc/a', 'etcetera']);
  });

  it('lose everything below an opaque folder, but not the folder nor its namesakes', () => {
    expect(paths(base, layer([], { opaqueFolders: ['etc'] }))).toEqual(['etc', 'etcetera']);
  });

  it('keep what the layer of a whiteout itself brings, wherever it stands in the tar', () => {
    const renewed = layer([{ path: 'etc/new', node: file }], { opaqueFolders: ['etc'] });
    expect(paths(base, renewed)).toEqual(['etc', 'etc/new', 'etcetera']);
  });

  it('replace a folder by a file together with all that was in it', () => {
    expect(paths(base, layer([{ path: 'etc', node: file }]))).toEqual(['etc', 'etcetera']);
  });

  it('replace a file by the folder that a later layer puts files into', () => {
    const merged = mergeLayers([base, layer([{ path: 'etc/a/b', node: file }])]);
    expect(merged.get('etc/a')?.type).toBe('directory');
    expect(merged.has('etc/a/b')).toBe(true);
  });

  it('lose what was put below a link together with the link', () => {
    const link: FileNode = { ...file, type: 'symlink', link: 'etc' };
    const below = layer([
      { path: 'l', node: link },
      { path: 'l/b', node: file },
    ]);
    expect(paths(below, layer([], { whiteouts: ['l'] }))).toEqual([]);
  });

  it('keep what is in a folder whose mode a later layer changes', () => {
    const merged = mergeLayers([base, layer([{ path: 'etc', node: { ...folder, mode: 0o700 } }])]);
    expect(merged.get('etc')?.mode).toBe(0o700);
    expect(merged.has('etc/a')).toBe(true);
  });

  it('know the folders that a tar only mentions in longer paths', () => {
    expect(paths(layer([{ path: 'x/y/z', node: file }]))).toEqual(['x', 'x/y', 'x/y/z']);
  });
});
