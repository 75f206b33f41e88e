import type { Stage } from '../../stage.ts';

const group = 'argoproj.io/v1alpha1';

/** What Argo CD's installation brings, for one namespace: its settings, a project, and the cluster. */
export function settingsOf({ namespace }: Stage): object[] {
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  const everywhere = [{ server: '*', namespace: '*' }];
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cm', labels } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'argocd-secret', labels } },
    {
      apiVersion: group,
      kind: 'AppProject',
      metadata: { name: 'default' },
      spec: { sourceRepos: ['*'], destinations: everywhere },
    },
    secret('in-cluster', 'cluster', {
      name: 'in-cluster',
      server: cluster,
      config: '{"tlsClientConfig":{"insecure":false}}',
      // The rest of the cluster is not watched.
      namespaces: namespace,
    }),
  ];
}

const cluster = 'https://kubernetes.default.svc';

/** The registry of a test, which has no TLS. */
export function registryOf(host: string): object {
  const settings = { type: 'oci', url: `oci://${host}`, insecureOCIForceHttp: 'true' };
  return secret('registry', 'repo-creds', settings);
}

function secret(name: string, type: string, stringData: Readonly<Record<string, string>>): object {
  const labels = { 'argocd.argoproj.io/secret-type': type };
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, labels }, stringData };
}

/** As docs/DEPLOYMENT.md has it. */
export function applicationOf(name: string, host: string, { namespace }: Stage): object {
  return {
    apiVersion: group,
    kind: 'Application',
    metadata: { name },
    spec: {
      project: 'default',
      source: {
        repoURL: `oci://${host}/acme/manifests/${name}`,
        targetRevision: 'test',
        path: '.',
      },
      destination: { server: cluster, namespace },
      syncPolicy: { automated: { prune: true } },
    },
  };
}
