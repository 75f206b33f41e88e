import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run } from '@taskora/base/run';
import type { Manifest } from './manifest.ts';
import { publishedManifest } from './manifest.ts';

export const sourceFolder = join(import.meta.dirname, '..');
const tools = join(sourceFolder, '..');

/** Files beside the code; each is copied as it is. */
export const rootFiles = [
  'CHANGELOG.md',
  'ERRORS.md',
  'README.md',
  'REFERENCE.md',
  'as-in-node_modules/executors.json',
  'generators.json',
];

/**
 * Makes the folders that are published, `nx-helm` and `base` in the given one: compiled code with its
 * types, schemas and templates.
 */
export async function buildPackages(output: string): Promise<void> {
  const plugin = join(output, 'nx-helm');
  const base = join(output, 'base');
  for (const folder of [plugin, base]) rmSync(folder, { recursive: true, force: true });
  await compile(output);
  for (const file of [...rootFiles, ...assets()]) {
    copy(join(sourceFolder, file), join(plugin, file));
  }
  for (const text of ['CHANGELOG.md', 'README.md']) {
    copy(join(tools, 'base', text), join(base, text));
  }
  for (const folder of ['nx-helm', 'base']) {
    // The workspace has one licence for all that is in it.
    copy(join(tools, '..', 'LICENSE'), join(output, folder, 'LICENSE'));
    writeManifest(join(tools, folder), join(output, folder));
  }
  // As npm will install it; no package has a folder of this name in it.
  mkdirSync(join(plugin, 'node_modules', '@taskora'), { recursive: true });
  symlinkSync('../../../base', join(plugin, 'node_modules', '@taskora', 'base'), 'junction');
}

/** Schemas, templates of the generators, programs for pods: all that the compiler does not write. */
export function assets(): string[] {
  return readdirSync(join(sourceFolder, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|template|py)$/.test(entry.name))
    .filter(({ parentPath }) => !parentPath.endsWith(join('src', 'testing')))
    .map((entry) => join(entry.parentPath, entry.name).slice(sourceFolder.length + 1))
    .toSorted();
}

async function compile(output: string): Promise<void> {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const project = join(sourceFolder, 'tsconfig.build.json');
  const args = [compiler, '--project', project, '--outDir', output];
  const { exitCode, stdout, stderr } = await run(process.execPath, args);
  if (exitCode !== 0) throw new Error(`the plugin does not compile:\n${stdout}${stderr}`);
}

function writeManifest(source: string, output: string): void {
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest;
  const text = JSON.stringify(publishedManifest(manifest), undefined, 2);
  writeFileSync(join(output, 'package.json'), `${text}\n`);
}

function copy(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
}
