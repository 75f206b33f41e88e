import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';

/** Programs of Debian packages, unpacked into a folder: nothing is installed and no service starts. */
export interface DebianPrograms {
  /** Prefix of an argument array that runs a program with its own libraries. */
  readonly run: readonly [string, ...string[]];
}

const searchPath = ['usr/sbin', 'usr/bin', 'sbin', 'bin'];
const libraryFolders = ['usr/lib', 'lib'];

/** Downloads and unpacks packages; apt verifies them as it does when it installs. */
export async function unpackDebianPrograms(
  packages: readonly string[],
  folder: string,
): Promise<DebianPrograms> {
  const downloads = join(folder, 'packages');
  const root = join(folder, 'root');
  await mkdir(downloads, { recursive: true });
  await download(packages, downloads);
  for (const file of (await readdir(downloads)).filter((name) => name.endsWith('.deb'))) {
    await succeed('dpkg-deb', ['--extract', join(downloads, file), root], folder);
  }
  const triplet = (
    await succeed('dpkg-architecture', ['-qDEB_HOST_MULTIARCH'], folder, true)
  ).trim();
  const architecture = triplet === '' ? `${machine()}-linux-gnu` : triplet;
  const libraries = libraryFolders.flatMap((path) => [
    join(root, path, architecture),
    join(root, path),
  ]);
  const paths = [...searchPath.map((path) => join(root, path)), '/usr/sbin:/usr/bin:/sbin:/bin'];
  return {
    run: ['env', `PATH=${paths.join(':')}`, `LD_LIBRARY_PATH=${libraries.join(':')}`],
  };
}

/** A program without libraries of its own, of which an image can be made from scratch; where it lies. */
export async function unpackBusybox(folder: string): Promise<string> {
  await unpackDebianPrograms(['busybox-static'], folder);
  const found = ['bin/busybox', 'usr/bin/busybox']
    .map((path) => join(folder, 'root', path))
    .find((path) => existsSync(path));
  return found ?? 'busybox-static has no busybox';
}

function machine(): string {
  return process.arch === 'arm64' ? 'aarch64' : 'x86_64';
}

const attempts = 5;
const pauseMilliseconds = 3000;

/** Tried again, since the package lists may be old or never fetched, or in use by somebody else. */
async function download(packages: readonly string[], folder: string): Promise<void> {
  const args = ['download', '-qq', ...packages];
  for (let attempt = 1; attempt < attempts; attempt += 1) {
    if ((await run('apt-get', args, { directory: folder })).exitCode === 0) return;
    await run('apt-get', ['update', '-qq'], { directory: folder });
    await wait(pauseMilliseconds);
  }
  await succeed('apt-get', args, folder);
}

async function succeed(
  program: string,
  args: readonly string[],
  cwd: string,
  isOptional = false,
): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, args, { directory: cwd });
  if (exitCode === 0) return stdout;
  if (isOptional) return '';
  throw new UserError(
    'NXHELM_E2E_PACKAGES',
    `${program} ${args.join(' ')}: ${stderr.trim()}`,
    `apt-get update, then run the test again on Debian as root`,
  );
}
