import type { Loader } from './loader.ts';
import { loaderRun } from './loader-run.ts';

/** Works for every driver, runtime and number of nodes; the archive goes to each of them. */
export function minikubeLoader(minikube: string, profile: string, project: string): Loader {
  const image = ['--profile', profile, 'image'];
  return {
    name: 'minikube',
    references: async () => {
      const output = await loaderRun(minikube, [...image, 'ls', '--format', 'short'], project);
      return new Set(output.split('\n').map((line) => line.trim()));
    },
    load: async (archive) => {
      await loaderRun(minikube, [...image, 'load', archive], project);
    },
  };
}
