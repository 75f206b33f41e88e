import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { filesBelow } from '@taskora/base/files';
import { sha256Of } from '../base/sha256.ts';
import { refusalFor } from '../base/refuse-for.ts';
import type { Settings } from '../base/settings.ts';
import { allPrograms } from './modules.ts';
import { schemasCache } from './schemas.ts';

/** Raised when the layout of exported programs changes. */
export const EXPORT_FORMAT = 1;
export const MANIFEST = 'manifest.json';
/** The folder of the archive that holds one folder for each module. */
export const CONTENT = 'programs';

export interface ExportedFile {
  /** Relative to `CONTENT`, with slashes. */
  readonly path: string;
  readonly sha256: string;
  readonly executable: boolean;
}

export interface Manifest {
  readonly format: number;
  /** As Node names them: `linux-x64`. */
  readonly platform: string;
  readonly files: readonly ExportedFile[];
}

export const platform = (): string => `${process.platform}-${process.arch}`;

/** The folders that this checkout's sources call for, by name; a name has the hash of the sources in it. */
export function wantedFolders(settings: Settings): Map<string, string> {
  const programs = [...allPrograms(settings).values()].map(({ path }) => dirname(path));
  const folders = [...new Set([...programs, schemasCache(settings)])];
  return new Map(folders.map((folder) => [basename(folder), folder]));
}

/** Describes every file below the content of an export; links and devices have no place there. */
export async function describeFiles(content: string): Promise<ExportedFile[]> {
  const strange = readdirSync(content, { recursive: true, withFileTypes: true }).find(
    (entry) => !entry.isFile() && !entry.isDirectory(),
  );
  if (strange !== undefined) {
    throw notAnExport(`${strange.name} is neither a file nor a folder`);
  }
  const files: ExportedFile[] = [];
  for (const path of filesBelow(content).toSorted()) {
    const file = join(content, path);
    const executable = (statSync(file).mode & 0o111) !== 0;
    files.push({ path, sha256: await sha256Of(file), executable });
  }
  return files;
}

const isFile = (value: unknown): value is ExportedFile =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  typeof value.path === 'string' &&
  'sha256' in value &&
  typeof value.sha256 === 'string' &&
  'executable' in value &&
  typeof value.executable === 'boolean';

/** Reads the list of an export; anything else than such a list is refused. */
export function readManifest(file: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw notAnExport(`it has no ${MANIFEST} that can be read`);
  }
  const manifest = value as Partial<Manifest> | null;
  if (manifest?.format !== EXPORT_FORMAT) {
    throw notAnExport(`its format is ${String(manifest?.format)}, not ${EXPORT_FORMAT}`);
  }
  const { platform: of, files } = manifest;
  if (typeof of !== 'string' || !Array.isArray(files) || !files.every(isFile)) {
    throw notAnExport(`its ${MANIFEST} does not list files`);
  }
  return { format: EXPORT_FORMAT, platform: of, files };
}

export const notAnExport = (what: string): Error =>
  refusalFor({
    code: 'NOT_EXPORTED_PROGRAMS',
    what: `this is no archive of exported programs: ${what}`,
    fix: 'npx nx run infra:programs --export=programs.tar.gz, on a machine that has built them',
  });
