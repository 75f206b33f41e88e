import type { ProjectGraph } from '@nx/devkit';

/**
 * Releases that a change of these files may roll: those whose own files they are, and those that
 * depend on the project of one. A file of no project, such as a lock file, may concern all of them.
 */
export function releasesBehind(
  graph: Pick<ProjectGraph, 'nodes' | 'dependencies'>,
  releases: readonly string[],
  files: readonly string[],
): string[] {
  const owners = files.map((file) => ownerOf(graph, file));
  if (owners.includes(undefined)) return [...releases];
  const changed = new Set(owners);
  return releases.filter((release) => reaches(graph, release, changed));
}

/** The project in whose folder the file lies, the deepest if there are several. */
export function ownerOf({ nodes }: Pick<ProjectGraph, 'nodes'>, file: string): string | undefined {
  return Object.values(nodes)
    .filter(({ data }) => file.startsWith(`${data.root}/`))
    .toSorted((one, other) => other.data.root.length - one.data.root.length)[0]?.name;
}

function reaches(
  { dependencies }: Pick<ProjectGraph, 'dependencies'>,
  start: string,
  wanted: ReadonlySet<string | undefined>,
): boolean {
  const seen = new Set<string>();
  const visit = (name: string): boolean => {
    if (wanted.has(name)) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return (dependencies[name] ?? []).some(({ target }) => visit(target));
  };
  return visit(start);
}
