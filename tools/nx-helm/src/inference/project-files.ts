import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
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
  readonly metadata: Readonly<Record<string, unknown>>;
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
  readonly metadata?: Readonly<Record<string, unknown>>;
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
    metadata: { ...manifest?.nx?.metadata, ...own?.metadata },
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

/**
 * Inputs for what the symbolic links below these folders and files lead to. Helm and the engines
 * follow a link, but to Nx it is as old as it was made, whatever becomes of the file behind it.
 */
export function linkedInputs(workspaceRoot: string, paths: readonly string[]): string[] {
  const root = existsSync(workspaceRoot) ? realpathSync(workspaceRoot) : workspaceRoot;
  const scan: LinkScan = { root, found: new Set(), links: new Map() };
  for (const path of paths) visit(join(scan.root, path), [], scan);
  refuseIgnored(scan);
  return [...scan.found].toSorted();
}

interface LinkScan {
  readonly root: string;
  readonly found: Set<string>;
  /** What the links lead to, relative to the workspace, and the first link to each. */
  readonly links: Map<string, string>;
}

/**
 * Nx leaves out what git or `.nxignore` ignore, whether or not it is an input and committed. Without a
 * link nothing is started for this, and without a repository nothing is known of it.
 */
function refuseIgnored(scan: LinkScan): void {
  if (scan.links.size === 0) return;
  const args = ['-c', 'core.excludesFile=.nxignore', 'check-ignore', '--no-index', '-z', '--stdin'];
  const input = [...scan.links.keys()].join('\0');
  // Not by the runner, which nothing here can wait for: links are followed while targets are made.
  const { stdout } = spawnSync('git', args, { cwd: scan.root, input, encoding: 'utf8' });
  const [ignored] = (stdout ?? '').split('\0');
  const link = scan.links.get(ignored ?? '');
  if (link === undefined) return;
  throw unusable(
    scan,
    link,
    `${ignored}, which is ignored by git or .nxignore, so no change is seen`,
  );
}

/** `above` are the folders on the path to this entry. */
function visit(path: string, above: readonly string[], scan: LinkScan): void {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry?.isSymbolicLink() === true) follow(path, above, scan);
  else if (entry?.isDirectory() === true) walk(path, [...above, path], scan);
}

function walk(folder: string, above: readonly string[], scan: LinkScan): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) follow(path, above, scan);
    else if (entry.isDirectory()) walk(path, [...above, path], scan);
  }
}

/** Editors leave broken links to mark an open file; no program reads those. */
function follow(link: string, above: readonly string[], scan: LinkScan): void {
  const status = statSync(link, { throwIfNoEntry: false });
  if (status === undefined) return;
  const target = realpathSync(link);
  if (!isBelow(target, scan.root)) {
    throw unusable(scan, link, `${target}, outside of the workspace, where no change is seen`);
  }
  const path = relative(scan.root, target).split(sep).join('/');
  if (path !== '' && !scan.links.has(path)) scan.links.set(path, link);
  if (!status.isDirectory()) {
    scan.found.add(`{workspaceRoot}/${path}`);
    return;
  }
  if (above.some((folder) => isBelow(folder, target))) {
    throw unusable(scan, link, 'a folder that it is in itself');
  }
  scan.found.add(`{workspaceRoot}/${path}/**/*`);
  walk(target, [...above, target], scan);
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`);
}

function unusable({ root }: LinkScan, link: string, where: string): UserError {
  const name = relative(root, link).split(sep).join('/');
  return new UserError(
    'NXHELM_LINK_UNUSABLE',
    `the symbolic link ${name} leads to ${where}`,
    `put a file of the workspace, or a link to one, at ${name}`,
  );
}
