import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './errors.mjs';
import { run } from './run.mjs';
import { workspaceRoot } from './stamps.mjs';

const listPath = 'tools/dev/debian-packages.txt';

/** The package names of a list in which `#` starts a comment. */
export function parsePackageList(text) {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((name) => name !== '');
}

/** Which of the packages dpkg does not report as installed. */
export function missingPackages(wanted, dpkgOutput) {
  const installed = new Set(
    dpkgOutput
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => !installed.has(name));
}

function queryInstalled(wanted) {
  const format = '${Package} ${db:Status-Status}\\n';
  const result = spawnSync('dpkg-query', ['-W', '-f', format, ...wanted], { encoding: 'utf8' });
  return result.stdout ?? '';
}

export function ensureDebianPackages() {
  const wanted = parsePackageList(readFileSync(join(workspaceRoot, listPath), 'utf8'));
  const isDebian = existsSync('/etc/debian_version');
  const missing = isDebian ? missingPackages(wanted, queryInstalled(wanted)) : [];
  if (!isDebian) {
    console.log(
      `setup: not Debian. Do: install ${wanted.join(', ')} (or what your system calls them)`,
    );
    return;
  }
  if (missing.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      'SETUP_PACKAGES_MISSING',
      `${missing.join(', ')} are not installed, and only root can install them`,
      `sudo apt-get ${install.join(' ')}`,
    );
  }
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get update', 'apt-get', ['update', '-qq'], environment);
  run(`installing ${missing.length} Debian packages`, 'apt-get', ['-qq', ...install], environment);
}
