import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All targets there are, as Nx sees them, as `project:target`. */
export function workspaceTargets(root: string): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  const file = join(folder, 'graph.json');
  try {
    const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
    execFileSync(process.execPath, [nx, 'graph', '--file', file], { cwd: root, stdio: 'ignore' });
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as {
      graph: { nodes: Record<string, { data: { targets?: Record<string, unknown> } }> };
    };
    return new Set(
      Object.entries(graph.nodes).flatMap(([project, { data }]) =>
        Object.keys(data.targets ?? {}).flatMap((target) => [
          `${project}:${target}`,
          `*:${target}`,
        ]),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
