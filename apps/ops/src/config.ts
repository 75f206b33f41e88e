import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What this program takes from its surroundings. */
export interface Config {
  kubectl: string;
  kubeContext: string;
  namespace: string;
}

/** The workspace's own kubectl is preferred, because its version fits the cluster's. */
export function readConfig(workspaceRoot = process.cwd()): Config {
  const own = join(workspaceRoot, '.taskora', 'bin', 'kubectl');
  return {
    kubectl: existsSync(own) ? own : 'kubectl',
    kubeContext: 'minikube',
    namespace: 'taskora',
  };
}
