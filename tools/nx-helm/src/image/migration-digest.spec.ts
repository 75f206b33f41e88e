import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationDigest, noteMigrationDigest, readMigrationDigest } from './migration-digest.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-migrations-'));
  folder = join(root, 'context');
  mkdirSync(join(folder, 'migrations', 'versions'), { recursive: true });
  write('migrations/versions/1.py', 'one');
  write('migrations/env.py', 'env');
  write('migrate.mjs', 'run');
  write('other.txt', 'other');
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (name: string, content: string): void => writeFileSync(join(folder, name), content);

const digest = (paths = ['migrations', 'migrate.mjs']): Promise<string | undefined> =>
  migrationDigest({ project: 'api', folder, paths });

describe('the digest of what migrates (N1)', () => {
  it('follows names and contents of the named files and folders, and of nothing else', async () => {
    const before = await digest();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    write('other.txt', 'changed');
    expect(await digest(['migrate.mjs', 'migrations'])).toBe(before);
    write('migrations/versions/2.py', 'two');
    const added = await digest();
    write('migrate.mjs', 'run!');
    expect(new Set([before, added, await digest()]).size).toBe(3);
  });

  it('is not confused by what moves from one file into the next', async () => {
    write('migrations/env.py', 'en');
    write('migrations/versions/1.py', 'vone');
    const moved = await digest();
    write('migrations/env.py', 'env');
    write('migrations/versions/1.py', 'one');
    expect(await digest()).not.toBe(moved);
  });

  it('is nothing where nobody says what migrates', async () => {
    expect(await digest([])).toBeUndefined();
  });

  it.each(['migrationz', '../context/migrations'])('of %s is an error', async (path) => {
    await expect(digest([path])).rejects.toThrow(
      /NXHELM_MIGRATIONS_MISSING: .*migration.* Do: correct migrations/,
    );
  });

  it.each([
    ['migrations/versions/2.py', ['migrations']],
    ['linked', ['linked']],
  ])('refuses the link %s, whose file could change unseen', async (name, paths) => {
    symlinkSync(join(root, 'context', 'other.txt'), join(folder, name), 'file');
    await expect(digest(paths)).rejects.toThrow(/NXHELM_MIGRATIONS_LINK: .*/);
  });

  it('refuses a folder that is a link', async () => {
    symlinkSync(join(folder, 'migrations'), join(folder, 'migrations', 'again'), 'junction');
    await expect(digest()).rejects.toThrow(/NXHELM_MIGRATIONS_LINK: migrations\/again is/);
  });
});

describe('the digest beside an image (N1)', () => {
  it('is that of this image, and says nothing of another one', async () => {
    const image = { project: 'api', contentId: 'sha256:1' };
    expect(readMigrationDigest(root, image)).toBeUndefined();
    mkdirSync(join(root, 'dist/images/api'), { recursive: true });
    await noteMigrationDigest(root, image, 'd');
    expect(readMigrationDigest(root, image)).toBe('d');
    expect(readMigrationDigest(root, { ...image, contentId: 'sha256:2' })).toBeUndefined();
  });
});
