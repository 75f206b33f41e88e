import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { deadProcess } from '../testing/dead-process.ts';
import { temporaryFolder } from './folders.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-folders-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('a temporary folder', () => {
  it('is made after those of killed runs of the same target are removed, and of no others', async () => {
    const foreign = [
      `.api-client-${deadProcess}-aaaaaa`,
      `.api-1-${deadProcess}-aaaaaa`,
      `.api-${process.pid}-aaaaaa`,
      'api',
    ];
    for (const name of [`.api-${deadProcess}-aaaaaa`, ...foreign]) mkdirSync(join(root, name));
    const made = basename(await temporaryFolder(join(root, 'api')));
    expect(readdirSync(root).toSorted()).toEqual([...foreign, made].toSorted());
  });

  it('is not the one of another run at the same time, which keeps its own', async () => {
    const first = await temporaryFolder(join(root, 'api'));
    const second = await temporaryFolder(join(root, 'api'));
    expect(readdirSync(root).toSorted()).toEqual([basename(first), basename(second)].toSorted());
  });
});
