import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkTree } from './link-tree.ts';

describe('a linked tree', () => {
  it('has the same files in folders of its own, and keeps links as they are', () => {
    const folder = mkdtempSync(join(tmpdir(), 'taskora-link-tree-'));
    try {
      mkdirSync(join(folder, 'from/a'), { recursive: true });
      writeFileSync(join(folder, 'from/a/file'), 'text');
      symlinkSync('../outside', join(folder, 'from/a/link'));
      linkTree(join(folder, 'from'), join(folder, 'to'));
      expect(readFileSync(join(folder, 'to/a/file'), 'utf8')).toBe('text');
      expect(readlinkSync(join(folder, 'to/a/link'))).toBe('../outside');
      expect(statSync(join(folder, 'to/a')).ino).not.toBe(statSync(join(folder, 'from/a')).ino);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
