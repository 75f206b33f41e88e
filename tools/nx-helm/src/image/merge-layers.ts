import type { FileNode, Layer, LayerEntry } from './layer.ts';

/** Paths of a root file system; two paths with the same object are hard links to one file. */
export type FileTree = ReadonlyMap<string, FileNode>;

/** What a tar leaves unsaid about a folder that it only mentions in longer paths. */
const impliedFolder: FileNode = {
  type: 'directory',
  mode: 0o755,
  userId: 0,
  groupId: 0,
  sizeBytes: 0,
};

/** Applies the layers in order, as a container runtime does, so that their boundaries disappear. */
export function mergeLayers(layers: readonly Layer[]): FileTree {
  const tree = new Map<string, FileNode>([['', impliedFolder]]);
  for (const layer of layers) {
    // Whiteouts speak of lower layers only, wherever in the tar they stand.
    for (const folder of layer.opaqueFolders) removeBelow(tree, folder);
    for (const path of layer.whiteouts) removeTree(tree, path);
    for (const entry of layer.entries) addEntry(tree, entry);
  }
  return tree;
}

function addEntry(tree: Map<string, FileNode>, entry: LayerEntry): void {
  const node = 'node' in entry ? entry.node : tree.get(entry.hardLinkTo);
  if (node === undefined) return;
  const replaced = tree.get(entry.path);
  if (replaced?.type === 'directory' && node.type !== 'directory') removeBelow(tree, entry.path);
  addImpliedFolders(tree, entry.path);
  tree.set(entry.path, node);
}

function addImpliedFolders(tree: Map<string, FileNode>, path: string): void {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    const known = tree.get(folder)?.type;
    // A link to a folder stays one; any other file gives way to the folder it now has to be.
    if (known === 'directory' || known === 'symlink') return;
    tree.set(folder, impliedFolder);
  }
}

function removeTree(tree: Map<string, FileNode>, path: string): void {
  removeBelow(tree, path);
  tree.delete(path);
}

function removeBelow(tree: Map<string, FileNode>, folder: string): void {
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const path of tree.keys()) {
    if (path !== '' && path.startsWith(prefix)) tree.delete(path);
  }
}
