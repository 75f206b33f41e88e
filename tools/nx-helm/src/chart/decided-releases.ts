import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectConfiguration, ProjectGraph } from '@nx/devkit';
import type { DeployedRelease } from './releases.ts';

interface Asked {
  readonly root: string;
  readonly projects: Readonly<Record<string, ProjectConfiguration>>;
  readonly dependencies: ProjectGraph['dependencies'];
}

/** The releases whose environment files an answer is made from. */
interface Releases {
  readonly deployed: readonly DeployedRelease[];
  readonly leftOut: readonly DeployedRelease[];
}

interface Decided<Answer> {
  readonly dependencies: Asked['dependencies'];
  readonly files: ReadonlyMap<string, string>;
  readonly releases: Answer;
}

type Decide<Answer> = (
  asked: Asked,
  environment: string | undefined,
  decide: () => Answer,
) => Answer;

/**
 * Each task asks which releases its environment has, and the answer is about all of them: it is made once for as
 * long as the graph, which Nx gives to all tasks of a process, and the environment files are the same.
 */
export function decidedOnce<Answer extends Releases>(): Decide<Answer> {
  const decided = new WeakMap<Asked['projects'], Map<string, Decided<Answer>>>();
  return ({ root, projects, dependencies }, environment, decide) => {
    const known = decided.get(projects) ?? new Map<string, Decided<Answer>>();
    decided.set(projects, known);
    const key = JSON.stringify([root, environment]);
    const before = known.get(key);
    if (before?.dependencies === dependencies && isUnchanged(before.files)) return before.releases;
    const releases = decide();
    known.set(key, { dependencies, releases, files: filesOf(root, releases) });
    return releases;
  };
}

function filesOf(root: string, { deployed, leftOut }: Releases): ReadonlyMap<string, string> {
  const files = [...deployed, ...leftOut].map(({ options }) =>
    join(root, options.environmentsDirectory, `${options.environment}.yaml`),
  );
  return new Map([...new Set(files)].map((file) => [file, stateOf(file)]));
}

function isUnchanged(files: ReadonlyMap<string, string>): boolean {
  return [...files].every(([file, state]) => stateOf(file) === state);
}

/** Other content has another time or another file, however fast it was written. */
function stateOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : [found.ino, found.size, found.mtimeNs, found.ctimeNs].join();
}
