import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { NxHelmError } from '../errors.ts';

/** As kubectl does: the first file that names a current context decides. */
export function currentContext(files: readonly string[]): string | undefined {
  for (const file of files.filter((path) => existsSync(path))) {
    const document = (parse(readFileSync(file, 'utf8')) ?? {}) as { 'current-context'?: unknown };
    const name = document['current-context'];
    if (typeof name === 'string' && name !== '') return name;
  }
  return undefined;
}

/**
 * Refuses every cluster that is not named: a developer whose kubeconfig points elsewhere must not
 * deploy there by accident.
 */
export function allowedContext(allowed: string, files: readonly string[], project: string): string {
  const names = allowed.split(',').map((name) => name.trim());
  const current = currentContext(files);
  if (current !== undefined && names.includes(current)) return current;
  throw new NxHelmError({
    code: 'NXHELM_CONTEXT_REFUSED',
    project,
    what: `the current kube-context is ${current === undefined ? 'not set' : `"${current}"`}, and only ${names.join(', ')} may be deployed to`,
    command: `kubectl config use-context ${names[0] ?? ''}`,
  });
}

/** Refuses a namespace that is not the one which the environment's file names. */
export function refuseOtherNamespace(
  namespace: string,
  bound: string | undefined,
  project: string,
): void {
  if (bound === undefined || bound === namespace) return;
  throw new NxHelmError({
    code: 'NXHELM_NAMESPACE_REFUSED',
    project,
    what: `the environment is in namespace ${bound}, and this target would change ${namespace}`,
    command: `leave --namespace out, or take "namespace" out of the environment's file or of the target's options`,
  });
}
