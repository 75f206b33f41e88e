import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith } from '../base/settings.ts';
import { writeFiles } from './workspace.ts';

/** The options of a target that touches the cluster of `useTestCluster`. */
export const testCluster = {
  environment: 'test',
  environmentsDirectory: 'environments',
  programsDirectory: 'bin',
  contexts: 'test',
};

/**
 * Makes scripts of a shell the programs that a workspace asks about its cluster, and its kubeconfig
 * and Minikube's home those of this process, until all mocks are restored.
 */
export function useTestCluster(root: string, scripts: Readonly<Record<string, string>>): void {
  writeFiles(root, {
    'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    kubeconfig: 'current-context: test\n',
  });
  for (const [program, script] of Object.entries(scripts)) {
    writeFiles(root, { [`bin/${program}`]: `#!/bin/sh\n${script}` });
    chmodSync(join(root, 'bin', program), 0o755);
  }
  const own = { KUBECONFIG: join(root, 'kubeconfig'), MINIKUBE_HOME: root };
  jest.replaceProperty(process, 'env', environmentWith(own));
}
