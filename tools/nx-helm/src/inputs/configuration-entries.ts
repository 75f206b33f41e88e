import type { TargetConfiguration } from '@nx/devkit';
import type { PlainObject } from '../plain-object.ts';
import { dataHash } from './content-hash.ts';
import type { Role } from './roles.ts';
import { entryKey } from './snapshot.ts';
import type { SnapshotFacts } from './snapshot-inputs.ts';

/**
 * Nx hashes the whole configuration of a project into each of its tasks. The targets that make the
 * release are told one by one; the rest, which can only cause a run with an equal result, as one.
 */
export function addConfiguration({ projectGraph, tasks, roles, builder }: SnapshotFacts): void {
  const making = new Set(tasks.map(({ project, target }) => `${project}:${target}`));
  const projects = new Set(tasks.flatMap(({ configuredProjects }) => configuredProjects));
  for (const name of [...projects].toSorted()) {
    const data = projectGraph.nodes[name]?.data;
    if (data === undefined) continue;
    const { root, tags = [], namedInputs = {}, targets = {} } = data;
    const place = { ...roleOf(name), scope: 'build' } as const;
    const rest: Record<string, unknown> = {};
    for (const [target, configuration] of Object.entries(targets)) {
      const id = `${name}:${target}`;
      const decisive = decisiveParts(configuration);
      if (making.has(id)) builder.add(place, entryKey('target', id), dataHash(decisive));
      else rest[target] = decisive;
    }
    const all = { root, tags: tags.toSorted(), namedInputs, targets: rest };
    builder.add(place, entryKey('configuration', name), dataHash(all));
  }

  /** A library chart is a project too, and an edit of its project.json is one of the chart's. */
  function roleOf(project: string): Role {
    const root = projectGraph.nodes[project]?.data.root ?? '';
    const role = roles.of(`${root}/project.json`);
    return role.kind === 'other' ? roles.ofProject(project) : role;
  }
}

const ownExecutors = '@taskora/nx-helm:';

/**
 * What a target says to people decides nothing, and Nx does not hash it. Which environments there
 * are, and which is used, is told by their values, and not once more as an edit of each project.
 */
function decisiveParts({ metadata, ...decisive }: TargetConfiguration): object {
  void metadata;
  if (decisive.executor?.startsWith(ownExecutors) !== true) return decisive;
  const { configurations, options, ...rest } = decisive;
  void configurations;
  const { environment, ...others } = (options ?? {}) as PlainObject;
  void environment;
  return { ...rest, options: others };
}
