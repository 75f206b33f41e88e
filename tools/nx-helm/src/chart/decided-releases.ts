import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentReleases, ReleaseWorkspace } from './environment-releases.ts';

interface Decided {
  readonly dependencies: ReleaseWorkspace['dependencies'];
  readonly files: ReadonlyMap<string, string>;
  readonly releases: EnvironmentReleases;
}

/** By the graph that Nx gives to all tasks of a process, and goes away with. */
const decidedOf = new WeakMap<ReleaseWorkspace['projects'], Map<string, Decided>>();

/**
 * Each task asks which releases its environment has, and the answer is about all of them: it is made once for as
 * long as the graph and the environment files are the same.
 */
export function decidedReleases(
  workspace: ReleaseWorkspace,
  environment: string | undefined,
  decide: () => EnvironmentReleases,
): EnvironmentReleases {
  const { root, projects, dependencies } = workspace;
  const known = decidedOf.get(projects) ?? new Map<string, Decided>();
  decidedOf.set(projects, known);
  const key = JSON.stringify([root, environment]);
  const before = known.get(key);
  if (before?.dependencies === dependencies && isUnchanged(before.files)) return before.releases;
  const releases = decide();
  const files = [...releases.deployed, ...releases.leftOut].map(({ options }) =>
    join(root, options.environmentsDirectory, `${options.environment}.yaml`),
  );
  known.set(key, {
    dependencies,
    releases,
    files: new Map([...new Set(files)].map((file) => [file, stateOf(file)])),
  });
  return releases;
}

function isUnchanged(files: ReadonlyMap<string, string>): boolean {
  return [...files].every(([file, state]) => stateOf(file) === state);
}

/** Other content has another time or another file, however fast it was written. */
function stateOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : [found.ino, found.size, found.mtimeNs, found.ctimeNs].join();
}
