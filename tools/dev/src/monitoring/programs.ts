import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { must } from '../run.ts';

/** promtool checks rules, and Prometheus runs them, in tests. */
const NAMES = ['prometheus', 'promtool'] as const;
type Name = (typeof NAMES)[number];

const FIX =
  'put prometheus and promtool, 2.42 or newer, on the search path, or on Debian: npx nx run dev:prometheus';

const ownFolder = (root: string): string => join(root, '.taskora', 'prometheus');
const ownProgram = (root: string, name: Name): string => join(ownFolder(root), 'usr', 'bin', name);

function onPath(name: Name, searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** Where a program lies: on the search path, or where this workspace has unpacked it. */
export function prometheusProgram(root: string, name: Name, searchPath: string): string {
  const found = [onPath(name, searchPath), ownProgram(root, name)].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (found !== undefined) return found;
  throw new UserError('PROMETHEUS_MISSING', `${name} is not installed`, FIX);
}

export type Outcome = 'there already' | 'unpacked' | 'not Debian';

/**
 * Unpacks Debian's package into the workspace. It is not installed, because that would start a server
 * on the machine and needs root.
 */
export async function ensurePrometheus(root: string, searchPath: string): Promise<Outcome> {
  const isThere = (name: Name): boolean =>
    onPath(name, searchPath) !== undefined || existsSync(ownProgram(root, name));
  if (NAMES.every(isThere)) return 'there already';
  if (onPath('promtool', searchPath) === undefined && !existsSync('/etc/debian_version')) {
    return 'not Debian';
  }
  const folder = ownFolder(root);
  mkdirSync(join(root, '.taskora'), { recursive: true });
  const download = mkdtempSync(`${folder}-`);
  try {
    const fix = 'apt-get update, then npx nx run dev:prometheus';
    const options = { code: 'PROMETHEUS_NOT_FETCHED', fix, directory: download };
    await must('apt-get', ['-qq', 'download', 'prometheus'], options);
    const [file] = readdirSync(download).filter((name) => name.endsWith('.deb'));
    if (file === undefined) {
      throw new UserError('PROMETHEUS_NOT_FETCHED', 'apt-get downloaded no package', fix);
    }
    await must('dpkg-deb', ['-x', file, folder], options);
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
  return 'unpacked';
}
