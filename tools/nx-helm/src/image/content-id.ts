import { createHash } from 'node:crypto';
import type { RuntimeConfig } from './image-description.ts';
import type { FileNode, FileTree } from './layers.ts';

/**
 * The identity of what an image does at run time: sha256 over the merged file list and the runtime
 * configuration. Timestamps, layer boundaries and history are no part of it, so two builds of the
 * same files by different engines, at different times and places, have the same id.
 */
export function contentId(tree: FileTree, config: RuntimeConfig): string {
  const hash = createHash('sha256');
  const hardLinks = hardLinkNames(tree);
  for (const path of [...tree.keys()].sort()) {
    const node = tree.get(path);
    if (node !== undefined) hash.update(`${describe(path, node, hardLinks.get(node))}\n`);
  }
  hash.update(canonicalJson(config));
  return hash.digest('hex');
}

/** The unpacked size on a node; hard links count once. */
export function sizeBytes(tree: FileTree): number {
  return [...new Set(tree.values())].reduce((total, node) => total + node.sizeBytes, 0);
}

function describe(path: string, node: FileNode, hardLink: string | undefined): string {
  return canonicalJson({ path, ...node, hardLink });
}

/** Files with several names are named by the first of them, whichever a tar happens to store. */
function hardLinkNames(tree: FileTree): Map<FileNode, string> {
  const paths = new Map<FileNode, string[]>();
  for (const [path, node] of tree) {
    if (node.type === 'file') paths.set(node, [...(paths.get(node) ?? []), path]);
  }
  const linked = [...paths].filter(([, names]) => names.length > 1);
  return new Map(linked.map(([node, names]) => [node, names.sort()[0] ?? '']));
}

/** JSON with sorted keys and without what is undefined. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
