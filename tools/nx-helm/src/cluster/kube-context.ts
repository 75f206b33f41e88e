import { UserError } from '@taskora/base/errors';
import { anyCluster, unnamedCluster } from '../base/environment-place.ts';
import { entriesOf, readKubeconfigs } from './kubeconfig.ts';

/** As kubectl does: the first file that names a current context decides. */
export function currentContext(files: readonly string[]): string | undefined {
  for (const { content } of readKubeconfigs(files)) {
    const name = content['current-context'];
    if (typeof name === 'string' && name !== '') return name;
  }
  return undefined;
}

/**
 * Refuses every cluster that is not named: a developer whose kubeconfig points elsewhere must not
 * deploy there by accident.
 */
export function allowedContext(allowed: string, files: readonly string[], project: string): string {
  const current = currentContext(files);
  if (current !== undefined && namesIn(allowed).includes(current)) return current;
  throw refused(allowed, current, project);
}

/** The same where a context is set; where none is, something may be about to set it. */
export function refuseForeignContext(
  allowed: string,
  files: readonly string[],
  project: string,
): void {
  const current = currentContext(files);
  if (current === undefined || namesIn(allowed).includes(current)) return;
  throw refused(allowed, current, project);
}

interface Place {
  readonly contexts: string;
  /** The cluster itself, without which no context but the current one is certain. */
  readonly cluster?: string | undefined;
}

/** Refuses a protected environment whose file does not say which cluster is behind its contexts. */
export function refuseUnnamedCluster({ contexts, cluster }: Place, project: string): void {
  if (cluster !== unnamedCluster) return;
  throw new UserError(
    'NXHELM_CLUSTER_UNNAMED',
    'the environment is protected, and its file names no cluster, only what a kube-context is called; nothing was read or changed',
    `kubectl --context ${namesIn(contexts)[0] ?? ''} get namespace kube-system --output jsonpath={.metadata.uid}, and write what it prints as "cluster" under nxHelm of the environment's file`,
    { project },
  );
}

/**
 * The context of one environment among several, of which only one can be the current: the current one, or
 * one of those that its file names, where the file also names the cluster behind it.
 */
export function contextAmongSeveral(
  { contexts, cluster }: Place,
  files: readonly string[],
  project: string,
): string {
  const names = namesIn(contexts);
  const current = currentContext(files);
  if (current !== undefined && names.includes(current)) return current;
  const known = knownContexts(files);
  const found = names.find((name) => known.has(name));
  if (cluster !== undefined && cluster !== anyCluster && found !== undefined) return found;
  throw refused(contexts, current, project);
}

function knownContexts(files: readonly string[]): ReadonlySet<unknown> {
  return new Set(
    readKubeconfigs(files).flatMap(({ content }) =>
      entriesOf(content, 'contexts').map((entry) => entry['name']),
    ),
  );
}

function namesIn(contexts: string): string[] {
  return contexts.split(',').map((name) => name.trim());
}

function refused(allowed: string, current: string | undefined, project: string): UserError {
  const names = namesIn(allowed);
  return new UserError(
    'NXHELM_CONTEXT_REFUSED',
    `the current kube-context is ${current === undefined ? 'not set' : `"${current}"`}, and only ${names.join(', ')} may be deployed to`,
    `kubectl config use-context ${names[0] ?? ''}`,
    { project },
  );
}
