import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';

/** The only module that touches the environment. First: where kubectl keeps what it knows of clusters. */
export function kubeconfigFiles(): string[] {
  const named = process.env['KUBECONFIG']?.split(delimiter).filter((path) => path !== '') ?? [];
  return named.length > 0 ? named : [join(homedir(), '.kube', 'config')];
}

/** Minikube takes its home with or without the folder's own name. */
export function minikubeHome(): string {
  const named = process.env['MINIKUBE_HOME'];
  if (named === undefined || named === '') return join(homedir(), '.minikube');
  return basename(named) === '.minikube' ? named : join(named, '.minikube');
}

/** For nx-container, which starts the engine with the environment of this process. */
export function setForBuilds(variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables);
}
