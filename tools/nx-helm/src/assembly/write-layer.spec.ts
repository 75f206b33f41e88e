import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { FileNode } from '../image/layers.ts';
import type { Contents } from './stage-tree.ts';
import { openLayer } from './write-layer.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-write-layer-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const tooLargeToHold = 5 << 20;

function fileOf(sizeBytes: number): [FileNode, Contents] {
  const file = join(root, 'file');
  writeFileSync(file, Buffer.alloc(sizeBytes, 'x'));
  const node: FileNode = { type: 'file', mode: 0o644, userId: 0, groupId: 0, sizeBytes };
  return [node, new WeakMap([[node, { file, start: 0 }]])];
}

describe('a layer that is written', () => {
  it.each([0, 1, 512, tooLargeToHold])('has the content of a file of %i bytes', async (size) => {
    const [node, contents] = fileOf(size);
    const bytes = await buffer(openLayer(new Map([['a', node]]), contents));
    expect(bytes.subarray(512, 512 + size).equals(Buffer.alloc(size, 'x'))).toBe(true);
    expect(bytes.length).toBe(512 + Math.ceil(size / 512) * 512 + 1024);
  });

  it.each([600, tooLargeToHold])('is refused when a file of %i bytes changes', async (size) => {
    const [node, contents] = fileOf(size);
    truncateSync(join(root, 'file'), size - 1);
    await expect(buffer(openLayer(new Map([['a', node]]), contents))).rejects.toThrow(
      'NXHELM_CONTEXT_CHANGED',
    );
  });
});
