import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { earlyNode } from './early-packages.mjs';
import { SetupError } from './errors.mjs';
import { workspaceRoot } from './stamps.mjs';

/** Asks tools/minikube, which says in one line what a person has to change first, and changes nothing. */
export async function canHaveCluster(log) {
  const node = await earlyNode(log);
  const resolution = join(import.meta.dirname, 'early-resolution.mjs');
  const program = join(workspaceRoot, 'tools', 'minikube', 'src', 'cli.ts');
  const options = ['--disable-warning=ExperimentalWarning', '--import', resolution];
  const { status, error } = spawnSync(node, [...options, program, 'preflight'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (error !== undefined) {
    const what = `the Node that the workspace brings does not run (${error.message})`;
    const fix = 'rm -rf node_modules .taskora/early, then run the same command again';
    throw new SetupError('SETUP_NODE_BROKEN', what, fix);
  }
  return status === 0;
}
