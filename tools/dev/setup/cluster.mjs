import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from './stamps.mjs';

/** Asks tools/minikube, which says in one line what a person has to change first, and changes nothing. */
export function canHaveCluster() {
  const node = join(workspaceRoot, 'node_modules', '.bin', 'node');
  const program = join(workspaceRoot, 'tools', 'minikube', 'src', 'cli.ts');
  const { status } = spawnSync(node, [program, 'preflight'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0;
}
