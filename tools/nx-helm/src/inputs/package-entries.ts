import type { ProjectGraph, ProjectGraphExternalNode } from '@nx/devkit';
import { contentHash } from './content-hash.ts';
import type { TaskPlan } from './nx-plans.ts';
import { entryKey } from './snapshot.ts';
import type { SnapshotFacts } from './snapshot-inputs.ts';

/** Packages of the lock file that decide a task; those of a base image alone belong to it. */
export function addPackages(facts: SnapshotFacts): void {
  const { builder, roles, tasks } = facts;
  const seen = new Set<string>();
  const isBase = ({ project }: TaskPlan): boolean => roles.baseProjects.has(project);
  for (const task of tasks.filter((one) => !isBase(one))) {
    for (const node of packagesOf(facts.projectGraph, task)) {
      if (seen.has(node.name)) continue;
      seen.add(node.name);
      const place = { kind: 'package', name: 'npm', scope: 'build' } as const;
      builder.add(place, entryKey('npm', shortName(node.name)), packageValue(node));
    }
  }
  for (const task of tasks.filter(isBase)) {
    for (const node of packagesOf(facts.projectGraph, task)) {
      if (seen.has(node.name)) continue;
      const place = { ...roles.ofProject(task.project), scope: 'build' } as const;
      builder.add(place, entryKey('npm', shortName(node.name)), packageValue(node));
    }
  }
}

/** A task that says nothing about packages depends on all, and so does each of the list. */
function packagesOf(graph: ProjectGraph, task: TaskPlan): ProjectGraphExternalNode[] {
  const nodes = graph.externalNodes ?? {};
  if (task.hasAllPackages) return Object.values(nodes);
  return task.packages.flatMap((name) => nodes[name] ?? []);
}

function packageValue({ data }: ProjectGraphExternalNode): string {
  return `${data.version} ${contentHash(data.hash ?? '')}`;
}

/** What the workspace itself imports or names, in any project; sorted. */
export function directPackages({ projectGraph, builder }: SnapshotFacts): string[] {
  const chosen = new Set(
    Object.keys(projectGraph.nodes).flatMap((project) =>
      (projectGraph.dependencies[project] ?? []).map(({ target }) => shortName(target)),
    ),
  );
  const used = builder
    .groups()
    .flatMap(({ entries }) => Object.keys(entries))
    .filter((key) => key.startsWith('npm '))
    .map((key) => key.slice('npm '.length));
  return [...new Set(used)].filter((name) => chosen.has(name)).toSorted();
}

function shortName(node: string): string {
  return node.replace(/^npm:/, '');
}
