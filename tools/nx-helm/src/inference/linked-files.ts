import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { UserError } from '@taskora/base/errors';

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
