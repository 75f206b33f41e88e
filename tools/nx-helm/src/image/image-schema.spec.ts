import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageDescription } from './image-description.ts';
import { schemaOf } from './image-schema.ts';
import { readMigrationDigest, writeMigrationDigest } from './migration-digest.ts';

const image = (labels: Record<string, string>): ImageDescription => ({
  project: 'api',
  name: 'docker.io/acme/api',
  tag: 'c-1',
  reference: 'docker.io/acme/api:c-1',
  contentId: '1',
  sizeBytes: 1,
  layers: [],
  configDigest: 'sha256:1',
  config: { labels },
});

describe('the schema that an image declares', () => {
  it('is what its labels say, and none where they say nothing of it', () => {
    const labels = {
      'org.opencontainers.image.title': 'api',
      'nx-helm.schema.name': 'app',
      'nx-helm.schema.version': '12',
      'nx-helm.schema.oldest': '9',
    };
    expect(schemaOf(image(labels))).toEqual({ name: 'app', version: 12, oldest: 9 });
    expect(schemaOf(image({ 'org.opencontainers.image.title': 'api' }))).toBeUndefined();
  });

  it.each([
    { 'nx-helm.schema.name': 'app' },
    { 'nx-helm.schema.name': 'app', 'nx-helm.schema.version': '2', 'nx-helm.schema.oldest': '3' },
    { 'nx-helm.schema.name': '', 'nx-helm.schema.version': '2', 'nx-helm.schema.oldest': '1' },
    { 'nx-helm.schema.name': 'app', 'nx-helm.schema.version': '1.5', 'nx-helm.schema.oldest': '1' },
  ])('is refused where it cannot be understood: %j', (labels) => {
    const given = Object.fromEntries(
      Object.entries(labels).filter(([, value]) => value !== undefined),
    );
    expect(() => schemaOf(image(given))).toThrow(/NXHELM_SCHEMA_LABELS: .* Do: correct LABEL/);
  });
});

describe('the digest of what migrates', () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nx-helm-migrations-'));
    folder = join(root, 'context');
    mkdirSync(join(folder, 'migrations', 'versions'), { recursive: true });
    writeFileSync(join(folder, 'migrations', 'versions', '1.py'), 'one');
    writeFileSync(join(folder, 'migrations', 'env.py'), 'env');
    writeFileSync(join(folder, 'migrate.mjs'), 'run');
    writeFileSync(join(folder, 'other.txt'), 'other');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const digest = async (paths = ['migrations', 'migrate.mjs']): Promise<string | undefined> => {
    await writeMigrationDigest({ workspaceRoot: root, project: 'api', folder, paths });
    return readMigrationDigest(root, 'api');
  };

  it('follows names and contents of the named files and folders, and of nothing else', async () => {
    const before = await digest();
    writeFileSync(join(folder, 'other.txt'), 'changed');
    expect(await digest(['migrate.mjs', 'migrations'])).toBe(before);
    writeFileSync(join(folder, 'migrations', 'versions', '2.py'), 'two');
    const added = await digest();
    expect(added).not.toBe(before);
    writeFileSync(join(folder, 'migrate.mjs'), 'run!');
    expect(new Set([before, added, await digest()]).size).toBe(3);
  });

  it('is not confused by what moves from one file into the next', async () => {
    writeFileSync(join(folder, 'migrations', 'env.py'), 'en');
    writeFileSync(join(folder, 'migrations', 'versions', '1.py'), 'vone');
    const moved = await digest();
    writeFileSync(join(folder, 'migrations', 'env.py'), 'env');
    writeFileSync(join(folder, 'migrations', 'versions', '1.py'), 'one');
    expect(await digest()).not.toBe(moved);
  });

  it('goes where nobody says any more what migrates', async () => {
    expect(await digest()).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest([])).toBeUndefined();
  });

  it('of a path that is not there is an error', async () => {
    await expect(digest(['migrationz'])).rejects.toThrow(
      /NXHELM_MIGRATIONS_MISSING: .*migrationz.* Do: correct migrations/,
    );
  });
});
