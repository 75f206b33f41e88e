import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface GraphTarget {
  readonly executor?: string;
  readonly configurations?: Readonly<Record<string, unknown>>;
  readonly inputs?: readonly (string | { readonly externalDependencies?: readonly string[] })[];
  readonly metadata?: { readonly technologies?: readonly string[] };
  readonly options?: { readonly command?: string; readonly commands?: readonly string[] };
}

interface GraphNode {
  readonly data: {
    readonly root: string;
    readonly targets?: Readonly<Record<string, GraphTarget>>;
  };
}

/** The projects by their names, as Nx sees them. */
export function workspaceGraph(root: string): Readonly<Record<string, GraphNode>> {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  const file = join(folder, 'graph.json');
  try {
    const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
    execFileSync(process.execPath, [nx, 'graph', '--file', file], { cwd: root, stdio: 'ignore' });
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as {
      graph: { nodes: Record<string, GraphNode> };
    };
    return graph.nodes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All targets there are, as Nx sees them, as `project:target`. */
export function workspaceTargets(root: string): Set<string> {
  return new Set(
    Object.entries(workspaceGraph(root)).flatMap(([project, { data }]) =>
      Object.keys(data.targets ?? {}).flatMap((target) => [`${project}:${target}`, `*:${target}`]),
    ),
  );
}
