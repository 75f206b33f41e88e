import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeUnused } from './unused.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-unused-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const daysOld = (name: string, days: number): string => {
  const path = join(root, name);
  const date = new Date(Date.now() - days * 24 * 60 * 60 * 1000);
  utimesSync(path, date, date);
  return path;
};

const file = (name: string, days: number): string => {
  writeFileSync(join(root, name), name);
  return daysOld(name, days);
};

const folder = (name: string, days: number): string => {
  mkdirSync(join(root, name));
  writeFileSync(join(root, name, 'content'), name);
  return daysOld(name, days);
};

describe('what nobody used for two weeks', () => {
  it('is removed, files and folders; what is younger, in use or worked in stays', async () => {
    file('old', 15);
    folder('old folder', 15);
    const used = file('old and used', 15);
    folder('.work of a run', 15);
    file('young', 13);
    folder('young folder', 13);
    await removeUnused(root, new Set([used]));
    const left = ['.work of a run', 'old and used', 'young', 'young folder'];
    expect(readdirSync(root).toSorted()).toEqual(left);
  });

  it('is removed though another entry is gone between its name and its time', async () => {
    file('old', 15);
    // A name that is listed and whose time cannot be read, as that of a draft that was renamed.
    symlinkSync(join(root, 'nowhere'), join(root, 'draft'), 'file');
    await removeUnused(root);
    expect(readdirSync(root)).toEqual(['draft']);
  });
});
