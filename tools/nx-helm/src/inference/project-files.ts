import { basename, dirname, join, posix } from 'node:path';
import { messageOf, UserError } from '@taskora/base/errors';
import { createFileCache } from '../base/file-cache.ts';

/** What a project says about itself in project.json or package.json. */
export interface DeclaredProject {
  readonly root: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** Names of the declared targets, and the executors of those that name one. */
  readonly targets: ReadonlyMap<string, string | undefined>;
  /** Names of the declared targets that have a digest of what they make among their outputs. */
  readonly digestTargets: ReadonlySet<string>;
  /** What the project sets of its targets' options itself, by target. */
  readonly targetOptions: ReadonlyMap<string, DeclaredOptions>;
}

export type DeclaredOptions = Readonly<Record<string, unknown>>;

interface DeclaredTarget {
  readonly executor?: string;
  readonly outputs?: readonly string[];
  readonly options?: DeclaredOptions;
}

interface Declaration {
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly targets?: Readonly<Record<string, DeclaredTarget>>;
  readonly nx?: Declaration;
}

const readDeclaration = createFileCache((text, path): Declaration => {
  try {
    return JSON.parse(text) as Declaration;
  } catch (error) {
    throw new UserError(
      'NXHELM_PROJECT_UNREADABLE',
      `${path} is not valid JSON: ${messageOf(error)}`,
      `correct ${path}`,
      { cause: error },
    );
  }
});

/** Reads a project's own files, as Nx merges them: project.json wins over package.json. */
function readProject(workspaceRoot: string, root: string): DeclaredProject | undefined {
  const own = readDeclaration(join(workspaceRoot, root, 'project.json'));
  const manifest = readDeclaration(join(workspaceRoot, root, 'package.json'));
  if (own === undefined && manifest === undefined) return undefined;
  const targets = Object.entries({ ...manifest?.nx?.targets, ...own?.targets });
  return {
    root,
    name: own?.name ?? manifest?.nx?.name ?? manifest?.name ?? basename(root),
    tags: [...(manifest?.nx?.tags ?? []), ...(own?.tags ?? [])],
    targets: new Map(targets.map(([target, { executor }]) => [target, executor])),
    digestTargets: new Set(targets.filter(([, each]) => writesDigest(each)).map(([name]) => name)),
    targetOptions: new Map(targets.map(([target, { options = {} }]) => [target, options])),
  };
}

function writesDigest({ outputs = [] }: DeclaredTarget): boolean {
  return outputs.some((output) => output.endsWith('.digest.json'));
}

/** A Dockerfile or chart belongs to the project in its own folder; a chart also to the one above `chart/`. */
export function readOwner(workspaceRoot: string, file: string): DeclaredProject | undefined {
  const folder = posix.dirname(file);
  const isChartFolder = posix.basename(file) === 'Chart.yaml' && basename(folder) === 'chart';
  return (
    readProject(workspaceRoot, folder) ??
    (isChartFolder ? readProject(workspaceRoot, dirname(folder)) : undefined)
  );
}
