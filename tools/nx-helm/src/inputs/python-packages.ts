import { posix } from 'node:path';

const requirementsFile =
  /^(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|lock|in)$|^requirements\.lock$/;
const pinned = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:\[[^\]]*\])?\s*===?\s*([^\s;\\#]+)/;
const lockedPackage = /^\[\[package\]\]\s*\nname = "([^"]+)"\s*\nversion = "([^"]+)"/gm;

/** Whether a file's name says that it lists Python packages. */
export function listsPythonPackages(path: string): boolean {
  const name = posix.basename(path);
  return requirementsFile.test(name) || name === 'uv.lock' || name === 'poetry.lock';
}

/** Name and version of every package that a requirements or lock file pins. */
export function pythonPackages(path: string, content: string): Map<string, string> {
  const isLock = /^(?:uv|poetry)\.lock$/.test(posix.basename(path));
  const found = isLock ? [...content.matchAll(lockedPackage)] : pinnedLines(content);
  return new Map(found.map(([, name = '', version = '']) => [normalised(name), version]));
}

function pinnedLines(content: string): RegExpExecArray[] {
  return content
    .split('\n')
    .map((line) => pinned.exec(line.trim()))
    .filter((match) => match !== null);
}

/** As the Python Packaging Authority compares names. */
function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
