import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { deadProcess } from '../testing/dead-process.ts';
import { placeFolder, replaceFolder, temporaryFolder } from './folders.ts';

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

const filled = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'content'), name);
  return folder;
};

describe('two runs that finish the same folder', () => {
  it('replace it whole by one of the two, whichever is last', async () => {
    for (let round = 0; round < 50; round += 1) {
      const [first, second] = [filled(`first ${round}`), filled(`second ${round}`)];
      const final = join(root, 'api');
      await Promise.all([replaceFolder(first, final), replaceFolder(second, final)]);
      const content = readFileSync(join(final, 'content'), 'utf8');
      expect([`first ${round}`, `second ${round}`]).toContain(content);
    }
    expect(readdirSync(root)).toEqual(['api']);
  });

  it('leave the one that is there where both are the same by name', async () => {
    const final = join(root, 'digest');
    expect(await placeFolder(filled('first'), final)).toBe(true);
    expect(await placeFolder(filled('second'), final)).toBe(false);
    expect(readFileSync(join(final, 'content'), 'utf8')).toBe('first');
  });
});
