import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceFolder } from './build-package.ts';

export interface Property {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly object[];
  readonly 'x-prompt'?: unknown;
}

export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  /** Where the executor refuses what is missing, because Nx would do so without a word. */
  readonly 'x-required'?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly examples?: readonly { readonly command: string; readonly description: string }[];
}

export interface Entry {
  readonly name: string;
  readonly description: string;
  /** Path of the code without its ending, relative to the package. */
  readonly code: string;
  readonly schemaFile: string;
  readonly schema: Schema;
}

interface EntryFile {
  readonly description: string;
  readonly schema: string;
  readonly implementation?: string;
  readonly factory?: string;
}

function readPackageFile<Content>(file: string): Content {
  return JSON.parse(readFileSync(join(sourceFolder, file), 'utf8')) as Content;
}

/** What the plugin's list of executors or of generators names, with the schema of each. */
export function entriesOf(kind: 'executors' | 'generators'): Entry[] {
  const list = readPackageFile<Readonly<Record<typeof kind, string>>>('package.json')[kind];
  const file = readPackageFile<Readonly<Record<string, Readonly<Record<string, EntryFile>>>>>(list);
  const inPackage = (path: string): string => join(dirname(list), path);
  return Object.entries(file[kind] ?? {}).map(([name, entry]) => ({
    name,
    description: entry.description,
    code: inPackage(entry.implementation ?? entry.factory ?? ''),
    schemaFile: inPackage(entry.schema),
    schema: readPackageFile<Schema>(inPackage(entry.schema)),
  }));
}

/** How a description ends where the option is required, because Nx's --help marks none. */
export const requiredMark = / Required(?:; an inferred target has it)?\.$/;

export function requiredOf({ required, 'x-required': checked }: Schema): readonly string[] {
  return required ?? checked ?? [];
}
