import type { DeployRequest } from '../release/deploy-request.ts';

/** What a deploy of a release with nothing in it is asked, but for the programs and what a test is about. */
export function deployRequest(
  given: Pick<DeployRequest, 'helm' | 'kubectl'> & Partial<DeployRequest>,
): DeployRequest {
  return {
    release: 'api',
    namespace: 'acme',
    context: 'minikube',
    environment: 'minikube',
    workspaceRoot: import.meta.dirname,
    chartFolder: 'chart',
    valuesFiles: [],
    fingerprint: 'f',
    objects: { install: [], upgrade: [] },
    workloads: [],
    readRender: () => Promise.resolve({ install: '', upgrade: '' }),
    assertRendered: () => undefined,
    protection: new Set<never>(),
    ignoredManagers: [],
    isNamespaceBound: false,
    isRemovalAllowed: false,
    isForced: false,
    timeoutSeconds: 300,
    ...given,
  };
}
