import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import type { AssemblyRequest } from '../assembly/assemble.ts';
import { compileIn } from '../assembly/compile.ts';
import { nxDataDirectory } from '../base/settings.ts';
import { imageFolder, readImage } from '../image/image-description.ts';
import { projectRoot } from './report.ts';

/** The options of a container target that say what its image is made of. */
export interface ContainerSources {
  readonly imagePrefix: string;
  readonly bases?: readonly string[];
  readonly context?: string;
  readonly file?: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
}

export interface Sources {
  readonly project: string;
  /** The Dockerfile. */
  readonly file: string;
  /** What it copies from. */
  readonly folder: string;
}

export function sourcesOf(
  options: ContainerSources,
  context: ExecutorContext,
  project: string,
): Sources {
  return {
    project,
    file: join(context.root, options.file ?? join(projectRoot(context, project), 'Dockerfile')),
    folder: join(context.root, options.context ?? defaultContext(context, project)),
  };
}

/** A built project's image sees its output and nothing else. */
function defaultContext(context: ExecutorContext, project: string): string {
  const root = projectRoot(context, project);
  const output = join('dist', root);
  const targets = context.projectsConfigurations.projects[project]?.targets ?? {};
  const isBuilt = 'build' in targets || 'build-digest' in targets;
  return isBuilt && existsSync(join(context.root, output)) ? output : root;
}

/** Where assemblies keep what they know from run to run. */
export const cacheFolderOf = (workspaceRoot: string): string =>
  join(nxDataDirectory(workspaceRoot), 'nx-helm');

/** How an image is made without an engine. */
export function assemblyRequestOf(
  { imagePrefix, bases = [], buildArguments = {} }: ContainerSources,
  { root }: ExecutorContext,
  { project, file, folder }: Sources,
): AssemblyRequest {
  const cacheFolder = cacheFolderOf(root);
  return {
    workspaceRoot: root,
    imagePrefix,
    dockerfile: readFileSync(file, 'utf8'),
    buildArguments,
    bases: bases.map((base) => readImage(root, base)),
    context: { folder, file, hasModes: process.platform !== 'win32' },
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    compile: compileIn({ project, cacheFolder }),
    kept: { project, cacheFolder, imageFolder: imageFolder(root, project) },
  };
}
