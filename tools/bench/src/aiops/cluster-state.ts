/** Lists of a namespace as an API server answers them, by the path below `/api` or `/apis`. */
export type Lists = Readonly<Record<string, readonly object[]>>;

const image = (service: string, tag: string): string => `docker.io/taskora/${service}:c-${tag}`;
const [before, now] = ['4be1d0a97c35', '9f27c86e01ab'];

const named = (release: string, name: string, own: Readonly<Record<string, string>> = {}) => ({
  name,
  namespace: 'taskora',
  creationTimestamp: '2026-11-02T09:00:00Z',
  labels: { 'app.kubernetes.io/name': release, 'app.kubernetes.io/instance': release, ...own },
  annotations: { 'meta.helm.sh/release-name': release },
});

interface Service {
  readonly name: string;
  readonly port: number;
  readonly tag: string;
  readonly ready: number;
}

const services: readonly Service[] = [
  { name: 'api', port: 8000, tag: now, ready: 2 },
  { name: 'web', port: 3000, tag: before, ready: 2 },
  { name: 'chatbot', port: 3000, tag: before, ready: 2 },
];

const resources = {
  requests: { cpu: '75m', memory: '192Mi' },
  limits: { cpu: '500m', memory: '512Mi' },
};

const deployment = ({ name, tag, ready }: Service) => ({
  metadata: { ...named(name, name), generation: 3 },
  spec: {
    replicas: 2,
    template: { metadata: {}, spec: { containers: [{ name, image: image(name, tag) }] } },
  },
  status: {
    observedGeneration: 3,
    replicas: name === 'api' ? 3 : 2,
    updatedReplicas: name === 'api' ? 1 : 2,
    readyReplicas: ready,
    availableReplicas: ready,
  },
});

const pod = (release: string, name: string, reference: string, status: object) => ({
  metadata: named(release, name),
  spec: {
    nodeName: 'minikube',
    containers: [{ name: release, image: reference, resources }],
  },
  status,
});

const running = (name: string) => ({
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True' }],
  containerStatuses: [{ name, ready: true, restartCount: 0, state: { running: {} } }],
});

/** The new pod of the API: its image never reached the node. */
const unpulled = {
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'True' }],
  containerStatuses: [
    {
      name: 'api',
      ready: false,
      restartCount: 0,
      state: { waiting: { reason: 'ErrImageNeverPull' } },
    },
  ],
};

const pods = [
  pod('platform', 'postgres-0', image('image-postgres', before), running('postgres')),
  ...services.flatMap(({ name }) =>
    ['7d9f', 'k2xq'].map((id) =>
      pod(name, `${name}-6c5b-${id}`, image(name, before), running(name)),
    ),
  ),
  pod('api', 'api-84d7-w5tz', image('api', now), unpulled),
];

const event = (name: string, reason: string, message: string, time: string) => ({
  metadata: { name: `${name}.${reason}`, namespace: 'taskora' },
  type: reason === 'Scheduled' ? 'Normal' : 'Warning',
  reason,
  message,
  count: reason === 'Scheduled' ? 1 : 9,
  lastTimestamp: time,
  involvedObject: { kind: 'Pod', name },
});

const morningOf = (day: number): string => new Date(Date.UTC(2026, 10, day, 9)).toISOString();

const record = (revision: number, name: string, result: string) => ({
  revision,
  action: revision === 1 ? 'installed' : 'upgraded',
  reasonCode: revision === 1 ? 'first' : 'source',
  explanation: revision === 1 ? 'not installed before' : `source ${name} changed`,
  changes:
    revision === 1
      ? []
      : [{ kind: 'source', name, details: [`apps/${name}/src changed in one file`] }],
  commit: revision === 1 ? 'a3f19c2e' : 'b81d7704',
  by: 'dev@workstation',
  startedAt: morningOf(revision + 1),
  durationSeconds: 21.4,
  result,
});

const releases = [
  { name: 'platform', records: [record(1, 'platform', 'deployed')], status: 'deployed' },
  {
    name: 'api',
    records: [record(1, 'api', 'deployed'), record(2, 'api', 'failed')],
    status: 'failed',
  },
  { name: 'web', records: [record(1, 'web', 'deployed'), record(2, 'web', 'deployed')] },
  { name: 'chatbot', records: [record(1, 'chatbot', 'deployed')] },
].map((release) => ({ status: 'deployed', ...release }));

const history = ({ name, records }: (typeof releases)[number]) => ({
  metadata: { name: `nx-helm-history-${name}`, labels: { 'nx-helm/release': name } },
  data: { 'records.json': JSON.stringify(records) },
});

const revision = ({ name, records, status }: (typeof releases)[number]) => ({
  metadata: {
    name: `sh.helm.release.v1.${name}.v${records.length}`,
    labels: {
      owner: 'helm',
      name,
      version: String(records.length),
      revision: String(records.length),
      status,
      environment: 'minikube',
      fingerprint: `${name}-fingerprint`,
    },
  },
});

/** The database runs; web had a replica count set by hand. */
const scaledByHand = {
  manager: 'kubectl-edit',
  operation: 'Update',
  time: '2026-11-03T10:12:00Z',
  fieldsV1: { 'f:spec': { 'f:replicas': {} } },
};

const deployments = services.map((service) => {
  const object = deployment(service);
  return service.name === 'web'
    ? { ...object, metadata: { ...object.metadata, managedFields: [scaledByHand] } }
    : object;
});

const database = {
  metadata: { ...named('platform', 'postgres'), generation: 1 },
  spec: {
    replicas: 1,
    template: { spec: { containers: [{ image: image('image-postgres', before) }] } },
  },
  status: { observedGeneration: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 },
};

const served = [{ name: 'postgres', port: 5432, ready: 1 }, ...services];

/** A namespace in which the last rollout of the API has failed: it is made up, and of no cluster. */
export const lists: Lists = {
  'apps/v1/deployments': deployments,
  'apps/v1/statefulsets': [database],
  'v1/pods': pods,
  'v1/services': served.map(({ name, port }) => ({
    metadata: named(name === 'postgres' ? 'platform' : name, name),
    spec: { type: 'ClusterIP', selector: { app: name }, ports: [{ name: 'main', port }] },
  })),
  'discovery.k8s.io/v1/endpointslices': served.map(({ name, ready }) => ({
    metadata: { name: `${name}-1`, labels: { 'kubernetes.io/service-name': name } },
    endpoints: Array.from({ length: ready }, () => ({ conditions: { ready: true } })),
  })),
  'v1/persistentvolumeclaims': [
    { metadata: named('platform', 'data-postgres-0'), status: { phase: 'Bound' } },
  ],
  'autoscaling/v2/horizontalpodautoscalers': [],
  'batch/v1/jobs': [],
  'networking.k8s.io/v1/ingresses': [],
  'metrics.k8s.io/v1beta1/pods': pods
    .filter(({ status }) => status !== unpulled)
    .map(({ metadata, spec }) => ({
      metadata: { name: metadata.name },
      containers: spec.containers.map(({ name }) => ({
        name,
        usage: { cpu: '12m', memory: '118Mi' },
      })),
    })),
  'v1/events': [
    event(
      'api-84d7-w5tz',
      'Scheduled',
      'Successfully assigned taskora/api-84d7-w5tz to minikube',
      '2026-11-03T09:00:02Z',
    ),
    event(
      'api-84d7-w5tz',
      'ErrImageNeverPull',
      `Container image "${image('api', now)}" is not present with pull policy of Never`,
      '2026-11-03T09:02:10Z',
    ),
  ],
  'v1/configmaps': releases.map(history),
  'v1/secrets': releases.map(revision),
};

/** The last lines of each pod that runs. */
export const logOf = (name: string): string | undefined =>
  name === 'api-84d7-w5tz'
    ? undefined
    : `{"level":"info","message":"ready","pod":"${name}","time":"2026-11-02T09:00:04Z"}\n`;
