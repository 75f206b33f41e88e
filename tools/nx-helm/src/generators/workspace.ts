import { posix, sep } from 'node:path';
import type { GeneratorCallback, NxJsonConfiguration, Tree } from '@nx/devkit';
import { addDependenciesToPackageJson, formatFiles, getProjects, readNxJson } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { Options, PluginOptions } from '../inference/options.ts';
import { normaliseOptions } from '../inference/options.ts';

export const pluginName = '@taskora/nx-helm';

type Plugins = NonNullable<NxJsonConfiguration['plugins']>;

/** The plugin's entry in nx.json, which may be its bare name. */
export function registeredOptions(plugins: Plugins = []): PluginOptions | undefined {
  const entry = plugins.find(
    (plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin) === pluginName,
  );
  if (entry === undefined) return undefined;
  return typeof entry === 'string' ? {} : ((entry.options ?? {}) as PluginOptions);
}

export function isRegistered(tree: Tree): boolean {
  return registeredOptions(readNxJson(tree)?.plugins) !== undefined;
}

export function pluginOptions(tree: Tree): Options {
  return normaliseOptions(registeredOptions(readNxJson(tree)?.plugins));
}

/** `scope:shop, type:app` as a list. */
export function tagList(given = ''): string[] {
  return given
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** What generated projects are built with; a workspace that has another version keeps its own. */
export const versions = {
  esbuild: '^0.28.2',
  next: '16.4.6',
  react: '19.3.1',
  typesNode: '^24.19.0',
  typesReact: '19.3.0',
  typescript: '~6.0.3',
  nxContainer: '^7.3.0',
} as const;

/** Base images for those who reach a registry. */
export const defaultBaseImages = {
  node: 'node:24-slim',
  next: 'node:24-slim',
  fastapi: 'python:3.13-slim',
} as const;

/** What manifests are rendered for until the environment's file says otherwise. */
export const defaultKubeVersion = '1.34.4';

/** Adds the lines that a list like .gitignore lacks; a list that has them all is left as it is. */
export function addLines(tree: Tree, file: string, wanted: readonly string[]): void {
  const text = tree.exists(file) ? (tree.read(file, 'utf8') ?? '') : '';
  const present = new Set(text.split(/\r?\n/).map(withoutSlashes));
  const missing = wanted.filter((line) => !present.has(withoutSlashes(line)));
  if (missing.length === 0) return;
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  tree.write(file, `${text}${separator}${missing.join('\n')}\n`);
}

/** `dist`, `/dist` and `dist/` keep the same folder out. */
function withoutSlashes(line: string): string {
  return line.trim().replace(/^\/|\/$/g, '');
}

/** Adds what is missing and leaves every version that somebody chose. */
export function addPackages(
  tree: Tree,
  dependencies: Readonly<Record<string, string>>,
  devDependencies: Readonly<Record<string, string>>,
): GeneratorCallback {
  return addDependenciesToPackageJson(
    tree,
    { ...dependencies },
    { ...devDependencies },
    undefined,
    true,
  );
}

/**
 * Formats the generated files, except for Helm's templates, which are not YAML until they are
 * rendered.
 */
export async function format(tree: Tree, skipFormat = false): Promise<void> {
  if (skipFormat) return;
  const isTemplate = (path: string): boolean => path.split(sep).join('/').includes('/templates/');
  const formatted = Object.create(tree, {
    listChanges: { value: () => tree.listChanges().filter(({ path }) => !isTemplate(path)) },
  }) as Tree;
  await formatFiles(formatted);
}

const reference =
  /^(?<repository>[a-z0-9]+(?:[._:/-]+[A-Za-z0-9]+)*?)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

export interface ImageReference {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/** An image by repository and tag or digest; what moves, such as `latest`, names no content. */
export function parseReference(given: string, option: string): ImageReference {
  const { repository = '', tag = '', digest = '' } = reference.exec(given)?.groups ?? {};
  const isFixed = digest !== '' || (tag !== '' && tag !== 'latest');
  if (repository !== '' && isFixed) return { repository, tag, digest };
  throw new UserError(
    'NXHELM_REFERENCE_INVALID',
    `${option} is "${given}", which is not an image with a tag (other than latest) or a digest`,
    `give ${option} a reference like node:24-slim`,
  );
}

/**
 * What stands behind FROM: a project of the workspace without a tag, which the container target
 * supplies, or a reference as it is.
 */
export function fromLine(tree: Tree, given: string, imagePrefix: string, option: string): string {
  const project = getProjects(tree).get(given);
  if (project === undefined) {
    parseReference(given, option);
    if (!given.startsWith(`${imagePrefix}/`)) return given;
    throw new UserError(
      'NXHELM_REFERENCE_INVALID',
      `${option} is "${given}", and ${imagePrefix}/ is for images of this workspace, which are named by their project`,
      `give ${option} the project's name, or write docker.io/${given}`,
    );
  }
  if (tree.exists(posix.join(project.root, 'Dockerfile'))) return `${imagePrefix}/${given}`;
  throw new UserError(
    'NXHELM_BASE_IMAGE',
    `${option} names a project that has no Dockerfile, so it is no image`,
    `npx nx g @taskora/nx-helm:image ${given}-image`,
    { project: given },
  );
}
