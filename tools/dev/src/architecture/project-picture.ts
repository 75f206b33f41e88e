/** A project of Nx's graph, as far as the picture shows it. */
export interface GraphProject {
  readonly name: string;
  readonly root: string;
  readonly dependencies: readonly string[];
}

/** The JSON that `nx graph --file` writes. */
interface GraphFile {
  readonly graph: {
    readonly nodes: Readonly<Record<string, { readonly data: { readonly root: string } }>>;
    readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
  };
}

export function parseGraph(text: string): GraphProject[] {
  const { nodes, dependencies } = (JSON.parse(text) as GraphFile).graph;
  return Object.entries(nodes)
    .map(([name, { data }]) => ({
      name,
      root: data.root,
      dependencies: (dependencies[name] ?? []).map(({ target }) => target).toSorted(),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** Mermaid's text of the graph, a box for each top-level folder. */
export function projectPicture(projects: readonly GraphProject[]): string {
  const folders = Map.groupBy(projects, ({ root }) => root.split('/')[0] ?? root);
  const boxes = [...folders].toSorted(([one], [other]) => one.localeCompare(other));
  return [
    'flowchart TB',
    ...boxes.flatMap(([folder, members]) => [
      `  subgraph ${folder}`,
      ...members.map(({ name }) => `    ${idOf(name)}["${name}"]`),
      '  end',
    ]),
    ...projects.flatMap(({ name, dependencies }) =>
      withoutImplied(dependencies, projects).map((other) => `  ${idOf(name)} --> ${idOf(other)}`),
    ),
  ].join('\n');
}

/** An arrow is left out where a longer way leads to the same project: fewer lines say as much. */
function withoutImplied(
  dependencies: readonly string[],
  projects: readonly GraphProject[],
): string[] {
  const byName = new Map(projects.map((project) => [project.name, project]));
  const below = (name: string, seen = new Set<string>()): Set<string> => {
    for (const next of byName.get(name)?.dependencies ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      below(next, seen);
    }
    return seen;
  };
  return dependencies.filter(
    (name) => !dependencies.some((other) => other !== name && below(other).has(name)),
  );
}

/** A name of Mermaid has no hyphen, which would begin an arrow. */
function idOf(name: string): string {
  return name.replaceAll(/\W/g, '_');
}
