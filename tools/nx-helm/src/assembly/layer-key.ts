import { createHash } from 'node:crypto';
import type { FileNode } from '../image/layers.ts';
import { digestOf } from './read-contents.ts';
import type { Contents } from './stage-tree.ts';

/** Of the form in which layers are written: another one gives equal files other bytes. */
const format = 1;

/** What the bytes of a layer follow from: two layers with the same key are the same. */
export async function layerKey(
  files: ReadonlyMap<string, FileNode>,
  contents: Contents,
): Promise<string> {
  const hash = createHash('sha256').update(String(format));
  const names = new Map<FileNode, string>();
  for (const [path, node] of files) {
    const range = contents.get(node);
    const content =
      node.type === 'file' ? (range?.origin ?? (await digestOf(range, node.sizeBytes))) : '';
    const { type, mode, userId, groupId, sizeBytes, link } = node;
    const parts = [path, type, mode, userId, groupId, sizeBytes, link, content, names.get(node)];
    hash.update(`${JSON.stringify(parts)}\n`);
    if (node.type === 'file' && !names.has(node)) names.set(node, path);
  }
  return hash.digest('hex');
}
