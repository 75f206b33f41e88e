import type { Tree } from '@nx/devkit';
import type { Options } from '../../inference/options.ts';
import { defaultKubeVersion } from '../versions.ts';

export function addEnvironment(
  tree: Tree,
  { environmentsDirectory, environment }: Options,
  kubeVersion = defaultKubeVersion,
): void {
  const file = `${environmentsDirectory}/${environment}.yaml`;
  if (tree.exists(file)) return;
  tree.write(
    file,
    `# Values that every release of the environment ${environment} is given.
nxHelm:
  # What the manifests are rendered for; no cluster is asked, so a render is the same everywhere.
  kubeVersion: ${kubeVersion}
  # Values for single releases: name of the project, then its values.
  releases: {}
`,
  );
}
