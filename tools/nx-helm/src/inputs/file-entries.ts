import { posix } from 'node:path';
import { contentHash, dataHash } from './content-hash.ts';
import { listsPythonPackages, pythonPackages } from './python-packages.ts';
import type { Role } from './roles.ts';
import { isBelow } from './roles.ts';
import type { Scope } from './snapshot.ts';
import { entryKey } from './snapshot.ts';
import type { SnapshotFacts } from './snapshot-inputs.ts';

/** All files that the tasks read, with the packages that a Python lock file names. */
export async function addFiles(facts: SnapshotFacts): Promise<void> {
  const built = new Set(
    facts.tasks.filter(({ id }) => id !== facts.templateTask).flatMap(({ files }) => files),
  );
  const all = new Set(facts.tasks.flatMap(({ files }) => files));
  const read = [...all].map(async (path) => ({ path, content: await facts.reader.read(path) }));
  for (const { path, content } of await Promise.all(read)) {
    if (content !== undefined) addFile(facts, path, content, built.has(path));
  }
}

function addFile(facts: SnapshotFacts, path: string, content: Buffer, isBuilt: boolean): void {
  const { builder, roles, release } = facts;
  // Which of their values reach this release is told by the values themselves.
  if (!isBuilt && isBelow(path, release.options.environmentsDirectory)) return;
  const role = roles.of(path);
  const scope = scopeOf(role, isBuilt);
  const place = { ...onlyForChecks(role, isBuilt), scope };
  builder.add(place, entryKey('file', path), fileValue(path, content));
  if (!listsPythonPackages(path)) return;
  for (const [name, version] of pythonPackages(path, content.toString('utf8'))) {
    builder.add(place, entryKey('python', `${path}\t${name}`), version);
  }
}

function scopeOf({ kind }: Role, isBuilt: boolean): Scope {
  return !isBuilt && (kind === 'chart' || kind === 'values') ? 'render' : 'build';
}

/** What no build reads is no library of the release, but something that its checks run. */
function onlyForChecks(role: Role, isBuilt: boolean): Role {
  return !isBuilt && role.kind === 'lib' ? { kind: 'other', name: role.name } : role;
}

const dependencyFields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
];

/** Of a manifest also what it says besides the packages, whose versions are told by name. */
function fileValue(path: string, content: Buffer): string {
  const hash = contentHash(content);
  if (posix.basename(path) !== 'package.json') return hash;
  try {
    const rest = Object.entries(JSON.parse(content.toString('utf8')) as object).filter(
      ([field]) => !dependencyFields.includes(field),
    );
    return `${hash} ${dataHash(rest)}`;
  } catch {
    return hash;
  }
}
