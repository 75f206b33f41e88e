import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { filesBelow, folderHash, linkTarget, pathWithin, pointLink, writeWhole } from './files.ts';

describe('a file that is written whole', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taskora-files-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has its content and mode, in folders that are made for it', () => {
    const path = join(folder, 'a', 'b', 'file');
    writeWhole(path, 'content', 0o600);
    expect(readFileSync(path, 'utf8')).toBe('content');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['file']);
  });

  it('takes the place of the old one, which whoever has it open keeps as it was', () => {
    const path = join(folder, 'file');
    writeWhole(path, 'old');
    linkSync(path, join(folder, 'opened'));
    writeWhole(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readFileSync(join(folder, 'opened'), 'utf8')).toBe('old');
  });

  it('leaves nothing where it cannot be put', () => {
    mkdirSync(join(folder, 'taken', 'inside'), { recursive: true });
    expect(() => writeWhole(join(folder, 'taken'), 'content')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('is hashed together with its name', () => {
    writeWhole(join(folder, 'one', 'a'), 'content');
    writeWhole(join(folder, 'same', 'a'), 'content');
    writeWhole(join(folder, 'renamed', 'b'), 'content');
    const [one, same, renamed] = ['one', 'same', 'renamed'].map((each) =>
      folderHash(join(folder, each)),
    );
    expect(same).toBe(one);
    expect(renamed).not.toBe(one);
  });

  it('is named alike on every system, so that hashes over names are', () => {
    writeWhole(join(folder, 'one', 'a', 'b'), 'content');
    expect(filesBelow(join(folder, 'one'))).toEqual(['a/b']);
    expect(pathWithin('C:\\work\\one', 'C:\\work\\one\\a\\b', win32)).toBe('a/b');
    expect(pathWithin('/srv/one', '/srv/one/a\\b', posix)).toBe('a\\b');
  });

  it('may be led to by a link, which changes where it leads in one move', () => {
    const link = join(folder, 'link');
    symlinkSync('old', link, 'file');
    expect(pointLink(link, 'new')).toBe(true);
    expect(linkTarget(link)).toBe('new');
    expect(pointLink(link, 'new')).toBe(false);
    expect(readdirSync(folder)).toEqual(['link']);
  });
});
