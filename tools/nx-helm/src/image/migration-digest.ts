import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { compareText } from '../base/text.ts';
import { imageFolder } from './image-description.ts';

interface MigrationSources {
  readonly workspaceRoot: string;
  readonly project: string;
  /** The build context. */
  readonly folder: string;
  /** Files and folders in it by whose content a database is migrated. */
  readonly paths: readonly string[];
}

const fileOf = (workspaceRoot: string, project: string): string =>
  join(imageFolder(workspaceRoot, project), 'migration.json');

/**
 * Notes the digest of what migrates beside the image; without paths there is none. Only names and
 * contents count: modes and dates migrate nothing.
 */
export async function writeMigrationDigest({
  workspaceRoot,
  project,
  folder,
  paths,
}: MigrationSources): Promise<void> {
  const file = fileOf(workspaceRoot, project);
  if (paths.length === 0) return rm(file, { force: true });
  const hash = createHash('sha256');
  for (const path of paths.toSorted(compareText)) {
    for (const name of await filesBelow(folder, path, project)) {
      const content = await readFile(join(folder, name));
      hash.update(`${name}\0${content.length}\0`).update(content);
    }
  }
  await mkdir(imageFolder(workspaceRoot, project), { recursive: true });
  await writeFile(file, `${JSON.stringify({ digest: hash.digest('hex') })}\n`);
}

async function filesBelow(folder: string, path: string, project: string): Promise<string[]> {
  if (!existsSync(join(folder, path))) {
    throw new UserError(
      'NXHELM_MIGRATIONS_MISSING',
      `the option migrations names ${path}, which is not in the build context ${folder}`,
      `correct migrations of its target container: npx nx show project ${project}`,
      { project },
    );
  }
  const entries = await readdir(join(folder, path), { withFileTypes: true, recursive: true }).catch(
    () => undefined,
  );
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => posix.join(relativeTo(folder, parentPath), name))
    .toSorted(compareText);
}

const relativeTo = (folder: string, path: string): string =>
  path.slice(folder.length).split('\\').join('/').replace(/^\//, '');

/** Undefined for an image of which nobody said what migrates, and for one that is not there. */
export function readMigrationDigest(workspaceRoot: string, project: string): string | undefined {
  const file = fileOf(workspaceRoot, project);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly digest: string }).digest;
}
