import { posix } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { Values } from '../../base/plain-object.ts';
import { isPlainObject, mergePlainObjects } from '../../base/plain-object.ts';
import { readYaml } from '../../base/read-yaml.ts';
import type { RemoteChart } from '../../chart/remote-chart.ts';

/** An image that is built from a Dockerfile. */
export interface ImportedImage {
  /** As the other tool knows it, such as `gcr.io/shop/web`. */
  readonly image: string;
  /** Relative to the workspace, as is `dockerfile`. */
  readonly context: string;
  readonly dockerfile: string;
  readonly buildArguments: Readonly<Record<string, string>>;
}

/** A chart of the workspace, by its folder relative to it, or one of a repository. */
export type ImportedChart = string | RemoteChart;

export interface ImportedRelease {
  readonly name: string;
  readonly chart: ImportedChart;
  readonly namespace?: string;
  readonly values: Values;
  /** Keys of the values that hold an image, and which one. */
  readonly images: Readonly<Record<string, string>>;
  /** Releases that have to be there before it. */
  readonly needs: readonly string[];
}

export interface Imported {
  readonly images: readonly ImportedImage[];
  readonly releases: readonly ImportedRelease[];
  /** What was not taken over, and what to do about it, a sentence each. */
  readonly left: readonly string[];
}

/** The files of the workspace, by paths relative to it; undefined for one that is not there. */
export type ReadText = (path: string) => string | undefined;

/** A file of another tool, as its folder sees it. */
export interface ForeignFile {
  readonly path: string;
  readonly documents: readonly Values[];
  readonly readText: ReadText;
}

/** Reads the file; one that is not there or is no YAML is an error with its name. */
export function readForeign(path: string, readText: ReadText): ForeignFile {
  const text = readText(path);
  if (text === undefined) {
    throw new UserError(
      'NXHELM_IMPORT_UNREADABLE',
      `${path} is not there`,
      'npx nx g @taskora/nx-helm:import <path from the workspace>',
    );
  }
  return { path, documents: documentsOf(path, text), readText };
}

function documentsOf(path: string, text: string): Values[] {
  try {
    return readYaml(text, { duplicates: 'last wins' })
      .map(({ value }) => value)
      .filter((value) => isPlainObject(value));
  } catch (error) {
    const isTemplate = text.includes('{{');
    throw new UserError(
      'NXHELM_IMPORT_UNREADABLE',
      `${path} cannot be read as YAML${isTemplate ? ', because it is a template' : ''}: ${String(error)}`,
      isTemplate
        ? `helmfile --file ${path} build > helmfile.built.yaml, and import that`
        : `correct ${path}`,
      { cause: error },
    );
  }
}

/** A path that the file names, relative to the workspace; undefined for one that leads out of it. */
export function pathFrom({ path }: ForeignFile, named: string): string | undefined {
  const joined = posix.normalize(posix.join(posix.dirname(path), named.replaceAll('\\', '/')));
  const trimmed = joined.replace(/\/$/, '');
  return posix.isAbsolute(named) || trimmed.startsWith('..') ? undefined : trimmed;
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const mappingsOf = (value: unknown): readonly Values[] =>
  listOf(value).filter((each) => isPlainObject(each));

export const mappingOf = (value: unknown): Values => (isPlainObject(value) ? value : {});

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Whether it is still to be rendered by the other tool. */
export const isTemplated = (text: string | undefined): boolean => text?.includes('{{') === true;

/** The paths that lead into a list, which values of a file give as a whole. */
export function intoLists(paths: readonly string[], release: string): string[] {
  return paths
    .filter((path) => /\[\d+\]/.test(path))
    .map((path) => `value ${path} of release ${release} is of an entry of a list: write the list`);
}

/**
 * `image.tag: 1` as Helm reads it after `--set`: a key for each part, and a dot that is escaped stays. What
 * leads into a list is left out, see `intoLists`.
 */
export function nested(path: string, value: unknown): Values {
  if (/\[\d+\]/.test(path)) return {};
  const parts = path.split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'));
  return parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as Values;
}

/** The values of files, the later wins; with the names of those that cannot be read. */
export function valuesOfFiles(
  file: ForeignFile,
  names: readonly string[],
): { readonly values: Values; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const all = names.map((name) => {
    const path = pathFrom(file, name);
    const text = path === undefined ? undefined : file.readText(path);
    if (path === undefined || text === undefined || isTemplated(text)) {
      missing.push(name);
      return {};
    }
    return mergePlainObjects(...documentsOf(path, text));
  });
  return { values: mergePlainObjects(...all), missing };
}
