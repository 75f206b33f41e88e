import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Manifest } from './manifest.ts';
import { publishedManifest } from './manifest.ts';

export const sourceFolder = join(import.meta.dirname, '..');

/** Files beside the code; each is copied as it is. */
export const rootFiles = [
  'CHANGELOG.md',
  'ERRORS.md',
  'README.md',
  'REFERENCE.md',
  'executors.json',
  'generators.json',
];

/** Makes the folder that is published: compiled code with its types, schemas and templates. */
export function buildPackage(output: string): void {
  rmSync(output, { recursive: true, force: true });
  compile(output);
  for (const file of [...rootFiles, ...assets()]) copy(file, output);
  // The workspace has one licence for all that is in it.
  copyFileSync(join(sourceFolder, '..', '..', 'LICENSE'), join(output, 'LICENSE'));
  const manifest = JSON.parse(readFileSync(join(sourceFolder, 'package.json'), 'utf8')) as Manifest;
  writeFileSync(
    join(output, 'package.json'),
    `${JSON.stringify(publishedManifest(manifest), undefined, 2)}\n`,
  );
}

/** Schemas, and the templates of the generators: all that the compiler does not write. */
export function assets(): string[] {
  return readdirSync(join(sourceFolder, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|template)$/.test(entry.name))
    .filter(({ parentPath }) => !parentPath.endsWith(join('src', 'testing')))
    .map((entry) => join(entry.parentPath, entry.name).slice(sourceFolder.length + 1))
    .toSorted();
}

function compile(output: string): void {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const project = join(sourceFolder, 'tsconfig.build.json');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [compiler, '--project', project, '--outDir', output],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the plugin does not compile:\n${stdout}${stderr}`);
}

function copy(file: string, output: string): void {
  const target = join(output, file);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(sourceFolder, file), target);
}
