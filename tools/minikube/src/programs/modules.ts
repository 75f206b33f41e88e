import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderHash } from '@taskora/base/files';
import { programsFolder, type Settings } from '../base/settings.ts';
import { RECIPE, recipeHash } from './recipe.ts';

/** One program of a module folder, and how it is built. */
export interface Program {
  readonly name: string;
  readonly module: string;
  readonly source: string;
  readonly package: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Where the finished program is kept. */
  readonly path: string;
}

interface Declaration {
  readonly variables?: Readonly<Record<string, string>>;
  readonly programs: readonly {
    readonly name: string;
    readonly package: string;
  }[];
}

const sourcesOf = (settings: Settings): string => join(settings.tool, 'modules');

/** Where the results of a module folder are kept; another content of the folder is another place. */
export function moduleCache(settings: Settings, module: string): string {
  const hash = folderHash(join(sourcesOf(settings), module));
  return join(programsFolder(settings), `${module}-${hash}`);
}

/** Where its programs are kept, which another recipe makes others, too. */
export function programsCache(settings: Settings, module: string, recipe: object = RECIPE): string {
  const hash = recipeHash(folderHash(join(sourcesOf(settings), module)), recipe);
  return join(programsFolder(settings), `${module}-${hash}`);
}

export const moduleSource = (settings: Settings, module: string): string =>
  join(sourcesOf(settings), module);

export function programsOf(settings: Settings, module: string): Program[] {
  const source = moduleSource(settings, module);
  const file = join(source, 'programs.json');
  if (!existsSync(file)) return [];
  const declaration = JSON.parse(readFileSync(file, 'utf8')) as Declaration;
  const cache = programsCache(settings, module);
  return declaration.programs.map((program) => ({
    ...program,
    module,
    source,
    variables: declaration.variables ?? {},
    path: join(cache, program.name),
  }));
}

export function allPrograms(settings: Settings): Map<string, Program> {
  const programs = readdirSync(sourcesOf(settings)).flatMap((name) => programsOf(settings, name));
  return new Map(programs.map((program) => [program.name, program]));
}

export const isBuilt = (program: Program): boolean => existsSync(program.path);
