import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { compareText } from '../base/text.ts';
import type { ImageDescription } from './image-description.ts';
import { imageFolder } from './image-description.ts';

/** An image that a hook may run, and what migrates in it. */
export interface MigratingImage {
  readonly project: string;
  /** As a manifest names it, with its tag or by its digest. */
  readonly references: readonly string[];
  readonly digest: string | undefined;
}

interface MigrationSources {
  readonly project: string;
  /** The build context. */
  readonly folder: string;
  /** Files and folders in it by whose content a database is migrated. */
  readonly paths: readonly string[];
}

/** Only names and contents count: modes and dates migrate nothing. */
export async function migrationDigest({
  project,
  folder,
  paths,
}: MigrationSources): Promise<string | undefined> {
  if (paths.length === 0) return undefined;
  const hash = createHash('sha256');
  for (const path of paths.toSorted(compareText)) {
    for (const name of await filesBelow(folder, path, project)) {
      const content = await readFile(join(folder, name));
      hash.update(`${name}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesBelow(folder: string, path: string, project: string): Promise<string[]> {
  const isOutside = path.split(/[/\\]/).includes('..');
  const found = isOutside ? undefined : lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (found === undefined) {
    throw new UserError(
      'NXHELM_MIGRATIONS_MISSING',
      `the option migrations names ${path}, which is not in the build context ${folder}`,
      `correct migrations of its target container: npx nx show project ${project}`,
      { project },
    );
  }
  if (found.isFile()) return [path];
  if (!found.isDirectory()) throw noFile(path, project);
  const files: string[] = [];
  for (const entry of await readdir(join(folder, path), { withFileTypes: true, recursive: true })) {
    const name = posix.join(relativeTo(folder, entry.parentPath), entry.name);
    if (entry.isFile()) files.push(name);
    else if (!entry.isDirectory()) throw noFile(name, project);
  }
  return files.toSorted(compareText);
}

/** What a link leads to may change unseen, and may not even be in the image. */
function noFile(name: string, project: string): UserError {
  return new UserError(
    'NXHELM_MIGRATIONS_LINK',
    `${name} is among what migrates, and is neither a file nor a folder but a link or the like`,
    `put the file itself there, then npx nx run ${project}:container`,
    { project },
  );
}

const relativeTo = (folder: string, path: string): string =>
  path.slice(folder.length).split('\\').join('/').replace(/^\//, '');

interface NotedDigest {
  readonly digest: string;
  /** Of the image with which it was noted: beside another one it says nothing. */
  readonly contentId: string;
}

const fileOf = (workspaceRoot: string, project: string): string =>
  join(imageFolder(workspaceRoot, project), 'migration.json');

/** Notes it beside an image that was just built, whose folder is a new one. */
export async function noteMigrationDigest(
  workspaceRoot: string,
  { project, contentId }: Pick<ImageDescription, 'project' | 'contentId'>,
  digest: string,
): Promise<void> {
  const noted: NotedDigest = { digest, contentId };
  await writeFile(fileOf(workspaceRoot, project), `${JSON.stringify(noted)}\n`);
}

/** Undefined for an image of which nobody said what migrates. */
export function readMigrationDigest(
  workspaceRoot: string,
  { project, contentId }: Pick<ImageDescription, 'project' | 'contentId'>,
): string | undefined {
  const file = fileOf(workspaceRoot, project);
  if (!existsSync(file)) return undefined;
  const noted = JSON.parse(readFileSync(file, 'utf8')) as Partial<NotedDigest>;
  return noted.contentId === contentId ? noted.digest : undefined;
}
