/** What a page loads of this library, as bundlers make it. */
import { gzipSync } from 'node:zlib';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type OutputFile } from 'esbuild';
import type { LanguageCode } from '../src/languages.ts';

const ENTRY = fileURLToPath(new URL('../src/index.ts', import.meta.url));

/** A part that is loaded at once; sizes are bytes. */
export interface Part {
  readonly name: string;
  readonly text: string;
  readonly minified: number;
  readonly gzipped: number;
}

/**
 * Bundles for browsers: the engine, and a part for each language, which is loaded when it is asked for. With `isWhole`
 * all is one module.
 *
 * @throws Error where something is imported that browsers do not have
 */
export async function bundle(isWhole = false): Promise<readonly Part[]> {
  const { outputFiles } = await build({
    entryPoints: { engine: ENTRY },
    bundle: true,
    minify: true,
    splitting: !isWhole,
    write: false,
    outdir: 'dist',
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    chunkNames: '[name]',
  });
  return outputFiles.map(partOf);
}

function partOf({ path, contents, text }: OutputFile): Part {
  return {
    name: basename(path, '.js'),
    text,
    minified: contents.length,
    gzipped: gzipSync(contents, { level: 9 }).length,
  };
}

/** The part of a language, and all that is loaded whatever the language is. */
export function partsFor(
  parts: readonly Part[],
  language: LanguageCode,
  languages: readonly string[],
): { readonly shared: readonly Part[]; readonly own: readonly Part[] } {
  return {
    shared: parts.filter(({ name }) => !languages.includes(name)),
    own: parts.filter(({ name }) => name === language),
  };
}
