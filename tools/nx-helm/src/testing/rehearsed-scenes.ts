import { writeClusterPrograms } from './cluster-programs.ts';
import type { Rehearsal } from './rehearsal-workspace.ts';
import { createRehearsal } from './rehearsal-workspace.ts';
import { writeFiles } from './workspace.ts';

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** The state of a workspace and its clusters in which commands of a document are typed. */
export type Scene = () => Rehearsal;

const environment = (name: string, more = ''): string =>
  `nxHelm: { kubeVersion: 1.34.4, contexts: [${name}], cluster: uid-of-${name}${more} }\n`;

const deployment = (tag: string, metadata: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'settings', ...metadata },
  spec: {
    replicas: 1,
    template: { spec: { containers: [{ name: 'it', image: `registry.example/acme/api:${tag}` }] } },
  },
});
const manifest = (object: object): string => `---\n${JSON.stringify(object)}\n`;

const revision = (name: string): string =>
  json({
    ...{ name, version: '3', revision: '3', status: 'deployed', fingerprint: '0' },
    ...{ environment: 'staging', commit: 'abc1234' },
  });

const rollout = {
  ...{ revision: 3, action: 'upgraded', reasonCode: 'source', explanation: 'source api changed' },
  ...{ changes: [], commit: 'abc1234', dirty: false, by: 'ann@laptop' },
  ...{ startedAt: '2026-01-02T03:04:05.000Z', durationSeconds: 9, result: 'deployed' },
};

const executors = ['plan', 'deploy', 'promote', 'handoff', 'history', 'drift', 'adopt', 'preview'];

const targets = Object.fromEntries(
  executors.map((name) => [
    name,
    {
      executor: `@taskora/nx-helm:${name}`,
      configurations: Object.fromEntries(
        ['staging', 'prod'].map((each) => [each, { environment: each }]),
      ),
    },
  ]),
);
const infra = { 'infra/project.json': json({ name: 'infra', targets }) };

/** Two environments in a cluster each; `staging` runs two releases of a commit, `prod` has nothing yet. */
function twoEnvironments(more: Readonly<Record<string, string>> = {}): Rehearsal {
  const contexts = ['staging', 'prod'].map((name) => `- { name: ${name}, context: {} }\n`);
  const rendered = manifest(deployment('c-1'));
  const workspace = createRehearsal();
  writeFiles(workspace.root, {
    ...infra,
    'environments/staging.yaml': environment('staging'),
    'environments/prod.yaml': environment('prod'),
    'cluster-staging': 'uid-of-staging',
    'cluster-prod': 'uid-of-prod',
    kubeconfig: `current-context: staging\ncontexts:\n${contexts.join('')}`,
    rendered,
    stored: rendered,
    'secrets-staging': revision('platform') + revision('api'),
    'objects-staging': json({ items: [deployment('c-1')] }),
    'history-staging': json({
      metadata: { resourceVersion: '1' },
      data: { 'records.json': JSON.stringify([rollout]) },
    }),
    ...more,
  });
  return workspace;
}

/** What a program has applied that is not this one, as the API server gives it. */
const ofFlux = {
  labels: {
    'kustomize.toolkit.fluxcd.io/name': 'shop',
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
  },
  managedFields: [
    {
      manager: 'kustomize-controller',
      operation: 'Apply',
      time: '2026-01-02T03:04:05Z',
      fieldsV1: { 'f:metadata': { 'f:labels': { 'f:kustomize.toolkit.fluxcd.io/name': {} } } },
    },
  ],
};

/** Flux deploys `api`, and somebody has changed the number of its pods. */
function underFlux(): Rehearsal {
  const rendered = {
    ...deployment('c-1'),
    metadata: { name: 'api', labels: { 'app.kubernetes.io/instance': 'api' } },
  };
  const { labels, managedFields } = ofFlux;
  const metadata = {
    name: 'api',
    labels: { ...rendered.metadata.labels, ...labels },
    managedFields,
  };
  const running = { ...rendered, metadata, spec: { ...rendered.spec, replicas: 3 } };
  return twoEnvironments({
    rendered: manifest(rendered),
    'secrets-staging': '',
    'history-staging': '',
    'objects-staging': json({ items: [running] }),
  });
}

/** Three revisions of `api`, of which the first is of programs that the present schema broke. */
function migrated(): Rehearsal {
  const rows = ['app.3.3', 'app.4.3', 'app.5.4'].map((schemas, index) => {
    const number = String(index + 1);
    const status = index === 2 ? 'deployed' : 'superseded';
    const present = JSON.parse(revision('api')) as object;
    const own = { version: number, revision: number, fingerprint: number, status };
    return json({ ...present, ...own, schemas, life: '7' });
  });
  const entries = [{ name: 'app', version: 5, oldest: 4, release: 'api', life: '7' }];
  return twoEnvironments({
    'secrets-staging': revision('platform') + rows.join(''),
    'databases-staging': json({ metadata: {}, data: { 'databases.json': json(entries) } }),
  });
}

const service = (name: string): Record<string, string> => ({
  [`${name}/project.json`]: json({
    name,
    tags: ['deploy:helm'],
    implicitDependencies: name === 'web' ? ['api'] : ['platform'],
  }),
  [`${name}/chart/Chart.yaml`]: `name: ${name}\nversion: 0.1.0\n`,
  [`${name}/chart/values.yaml`]: 'note: first\nurl: none\n',
  [`${name}/chart/templates/settings.yaml`]: `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name} }
data: { note: {{ .Values.note }}, url: {{ .Values.url | quote }} }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { ports: [{ port: 80 }] }
`,
});

/** The base of previews, with its three releases, and a change of one of them that is not committed. */
function pullRequest(): Rehearsal {
  const workspace = createRehearsal();
  writeFiles(workspace.root, {
    ...infra,
    ...service('web'),
    ...service('api'),
    '.gitignore': 'node_modules\ndist\n.nx\ncalls\ncluster\nuid\n',
    'environments/test.yaml':
      "nxHelm: { kubeVersion: 1.34.4, contexts: [test], preview: { hours: 5, addresses: { web: { url: 'http://localhost:${port}', value: url } } } }\n",
  });
  writeClusterPrograms(workspace.root);
  workspace.commitAll();
  const commit = workspace.read('.git/refs/heads/main').trim();
  const deployed = ['api', 'platform', 'web'].map((name) =>
    json({
      ...(JSON.parse(revision(name)) as object),
      environment: 'test',
      commit,
      dirty: 'false',
    }),
  );
  const metadata = { name: 'acme', uid: 'uid-of-acme' };
  writeFiles(workspace.root, {
    uid: 'uid-of-test',
    'cluster/namespace.acme': json({ metadata }),
    'cluster/acme/releases': deployed.join(''),
    'web/chart/values.yaml': 'note: second\nurl: none\n',
  });
  return workspace;
}

const helmfile = `repositories:
  - { name: podinfo, url: https://charts.example/podinfo }
releases:
  - name: front
    namespace: acme
    chart: podinfo/podinfo
    version: 6.9.1
    values: [{ replicaCount: 2 }]
  - name: cache
    namespace: acme
    chart: stable/redis
    version: 20.1.0
`;

export const scenes: Readonly<Record<string, Scene>> = {
  environments: () => twoEnvironments(),
  drifted: () =>
    twoEnvironments({
      'objects-staging': json({
        items: [{ ...deployment('c-1'), spec: { ...deployment('c-1').spec, replicas: 2 } }],
      }),
    }),
  flux: underFlux,
  schemas: migrated,
  kubectl: () => twoEnvironments({ 'secrets-staging': '', 'history-staging': '' }),
  helmfile: () => twoEnvironments({ 'deploy/helmfile.yaml': helmfile }),
  preview: pullRequest,
};
