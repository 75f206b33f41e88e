import fc from 'fast-check';
import { adopted } from './adopt.ts';
import { driftLines, findDrift } from './drift.ts';
import type { KubernetesObject, ManagedFields } from './kubernetes-object.ts';

const rendered: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          {
            name: 'web',
            image: 'docker.io/acme/web:c-1',
            env: [{ name: 'EMPTY', value: '' }],
            ports: [{ containerPort: 3000 }],
            resources: { limits: { cpu: 0.5, memory: '1024Mi' } },
            securityContext: { readOnlyRootFilesystem: true },
          },
        ],
        volumes: [{ name: 'temporary', emptyDir: {} }],
      },
    },
  },
};

interface Container {
  image: string;
  env: Record<string, unknown>[];
}

/** As the API server gives it back: with defaults, other forms of amounts, and who owns what. */
function live(change: (container: Container, object: KubernetesObject) => void = () => undefined) {
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      namespace: 'acme',
      labels: { app: 'web', 'app.kubernetes.io/managed-by': 'Helm' },
      managedFields: [
        { manager: 'helm', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
        {
          manager: 'kube-controller-manager',
          operation: 'Update',
          subresource: 'status',
          fieldsV1: { 'f:status': { 'f:replicas': {} } },
        },
      ] as ManagedFields[],
    },
    spec: {
      replicas: 2,
      progressDeadlineSeconds: 600,
      template: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'docker.io/acme/web:c-1',
              imagePullPolicy: 'IfNotPresent',
              env: [{ name: 'EMPTY' }] as Record<string, unknown>[],
              ports: [{ containerPort: 3000, protocol: 'TCP' }],
              resources: { limits: { cpu: '500m', memory: '1Gi' } },
              securityContext: { readOnlyRootFilesystem: true },
            },
          ],
          volumes: [{ name: 'temporary', emptyDir: {} }],
        },
      },
    },
    status: { availableReplicas: 2 },
  };
  const [container] = object.spec.template.spec.containers;
  if (container !== undefined) change(container, object);
  return object;
}

function lines(actual: readonly KubernetesObject[], expected = [rendered]): string[] {
  return findDrift({ expected, actual, namespace: 'acme' }).flatMap(driftLines);
}

function writtenBy(manager: string, fieldsV1: Record<string, unknown>): ManagedFields {
  return { manager, operation: 'Update', fieldsV1 };
}

describe('drift of live objects (N6)', () => {
  it('sees none in what the API server makes of the rendered object', () => {
    expect(lines([live()])).toEqual([]);
  });

  it('names a changed field, what it is and what it was', () => {
    const changed = live((container) => {
      container.image = 'nginx';
    });
    expect(lines([changed])).toEqual([
      'Deployment web: spec.template.spec.containers[web].image is nginx instead of docker.io/acme/web:c-1',
    ]);
  });

  it('names an object that is gone, but no Job that says when it may go', () => {
    const job: KubernetesObject = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'migrate' },
      spec: { ttlSecondsAfterFinished: 60 },
    };
    expect(lines([], [rendered, job])).toEqual(['Deployment web is missing']);
  });

  it('names what another program added, and the program', () => {
    const entry = writtenBy('kubectl-edit', {
      'f:metadata': { 'f:labels': { 'f:team': {} } },
      'f:spec': {
        'f:template': {
          'f:spec': {
            'f:containers': {
              'k:{"name":"web"}': {
                'f:env': { 'k:{"name":"DEBUG"}': { '.': {}, 'f:name': {}, 'f:value': {} } },
              },
            },
          },
        },
      },
    });
    const actual = live((container, object) => {
      container.env.push({ name: 'DEBUG', value: '1' });
      Object.assign(object.metadata.labels ?? {}, { team: 'blue' });
      (object.metadata.managedFields as ManagedFields[]).push(entry);
    });
    expect(lines([actual])).toEqual([
      'Deployment web: metadata.labels.team = blue was added by kubectl-edit',
      'Deployment web: spec.template.spec.containers[web].env[DEBUG] = {"name":"DEBUG","value":"1"} was added by kubectl-edit',
    ]);
  });

  it.each([
    ['a part of Kubernetes', 'kube-controller-manager', 'deployment.kubernetes.io/revision'],
    ['a wish to restart', 'kubectl-rollout', 'kubectl.kubernetes.io/restartedAt'],
    ['a program that the environment names', 'mesh', 'mesh.example/injected'],
  ])('leaves alone what %s has added', (_what, manager, annotation) => {
    const entry = writtenBy(manager, {
      'f:metadata': { 'f:annotations': { [`f:${annotation}`]: {} } },
    });
    const actual = live((_container, object) => {
      Object.assign(object.metadata, { annotations: { [annotation]: 'x' } });
      (object.metadata.managedFields as ManagedFields[]).push(entry);
    });
    const facts = { expected: [rendered], actual: [actual], namespace: 'acme' };
    expect(findDrift({ ...facts, ignoredManagers: ['mesh'] })).toEqual([]);
  });

  it('leaves the number of pods to an autoscaler, and to nobody else', () => {
    const scaler: KubernetesObject = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } },
    };
    const scaled = live((_container, object) => {
      Object.assign(object.spec ?? {}, { replicas: 7 });
    });
    expect(lines([scaled, scaler])).toEqual([]);
    expect(lines([scaled])).toEqual(['Deployment web: spec.replicas is 7 instead of 2']);
  });

  it.each([
    [
      'a key more in a selector',
      { spec: { selector: { app: 'web' } } },
      { spec: { selector: { app: 'web', version: 'none' } } },
      'Service',
    ],
    [
      'a selector that selected all',
      { spec: { podSelector: {} } },
      { spec: { podSelector: { matchLabels: { app: 'web' } } } },
      'NetworkPolicy',
    ],
    [
      'a port more in a rule',
      { spec: { ingress: [{ ports: [{ port: 80 }] }] } },
      { spec: { ingress: [{ ports: [{ port: 80 }, { port: 22 }] }] } },
      'NetworkPolicy',
    ],
    [
      'a rule where there was none',
      { spec: { egress: [] } },
      { spec: { egress: [{}] } },
      'NetworkPolicy',
    ],
    ['a false that is gone', { automountServiceAccountToken: false }, {}, 'ServiceAccount'],
  ])('sees %s', (_what, wanted, is, kind) => {
    const object = (fields: object): KubernetesObject => ({
      apiVersion: kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'v1',
      kind,
      metadata: { name: 'web' },
      ...fields,
    });
    expect(lines([object(is)], [object(wanted)])).toHaveLength(1);
    expect(lines([object(wanted)], [object(wanted)])).toEqual([]);
  });

  it('takes no zero for drift that the API server leaves out', () => {
    const pod = (spec: object): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { ...spec },
    });
    expect(lines([pod({})], [pod({ hostNetwork: false })])).toEqual([]);
  });

  it('sees what was added to a field that is one value as a whole', () => {
    const map = (value: Record<string, string>): KubernetesObject => ({
      apiVersion: 'example.org/v1',
      kind: 'Widget',
      metadata: {
        name: 'web',
        managedFields: [writtenBy('kubectl-edit', { 'f:spec': { 'f:map': {} } })],
      },
      spec: { map: value },
    });
    expect(lines([map({ a: '1', b: '2' })], [map({ a: '1' })])).toEqual([
      'Widget web: spec.map = {"a":"1","b":"2"} was added by kubectl-edit',
    ]);
  });

  it('never shows what a Secret holds', () => {
    const secret = (data: Record<string, string>): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'database' },
      data,
    });
    const plain: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'database' },
      stringData: { password: 'hunter2' },
    };
    expect(lines([secret({ password: 'aHVudGVyMg==' })], [plain])).toEqual([]);
    const [line] = lines([secret({ password: 'b3RoZXI=' })], [plain]);
    expect(line).toMatch(/^Secret database: data\.password is sha256:.* instead of sha256:/);
    expect(line).not.toMatch(/hunter2|aHVudGVyMg|b3RoZXI/);
  });

  it('finds an object that is in no namespace, whichever the chart has written to it', () => {
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' };
    const actual = { ...role, metadata: { name: 'reader' } };
    for (const namespace of ['acme', 'monitoring']) {
      const expected = [{ ...role, metadata: { name: 'reader', namespace } }];
      expect(findDrift({ expected, actual: [actual], namespace: 'acme' })).toEqual([]);
    }
  });

  it('compares an object of the same name in another group or namespace with none', () => {
    const other = { ...live(), apiVersion: 'example.org/v1' };
    expect(lines([other])).toEqual(['Deployment web is missing']);
    const elsewhere = { ...live(), metadata: { name: 'web', namespace: 'other' } };
    expect(lines([elsewhere])).toEqual(['Deployment web is missing']);
  });

  it('sees any change of any rendered value', () => {
    const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.string({ minLength: 1 }), {
      minKeys: 1,
    });
    const config = (data: Record<string, string>): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data,
    });
    fc.assert(
      fc.property(values, values, (wanted, is) => {
        const isEqual = Object.entries(wanted).every(([key, value]) => is[key] === value);
        expect(lines([config(is)], [config(wanted)]).length === 0).toBe(isEqual);
      }),
    );
  });
});

describe('healing of what others added (N6)', () => {
  it('gives their fields to Helm, so that its next apply removes them', () => {
    const foreign = writtenBy('kubectl-label', {
      'f:metadata': { 'f:labels': { 'f:team': {} } },
      'f:spec': { 'f:paused': {} },
    });
    const object = live((_container, { metadata }) => {
      (metadata.managedFields as ManagedFields[]).push(foreign);
    });
    const managers = adopted(object);
    expect(managers?.map(({ manager }) => manager)).toEqual(['helm', 'kube-controller-manager']);
    expect(managers?.[0]?.fieldsV1).toEqual({
      'f:spec': { 'f:replicas': {}, 'f:paused': {} },
      'f:metadata': { 'f:labels': { 'f:team': {} } },
    });
  });

  it('leaves a restart that somebody asked for as it is', () => {
    const restart = { 'f:kubectl.kubernetes.io/restartedAt': {} };
    const entry = writtenBy('kubectl-rollout', {
      'f:spec': { 'f:template': { 'f:metadata': { 'f:annotations': restart } }, 'f:paused': {} },
    });
    const object = live((_container, { metadata }) => {
      (metadata.managedFields as ManagedFields[]).push(entry);
    });
    expect(JSON.stringify(adopted(object))).not.toContain('restartedAt');
    expect(JSON.stringify(adopted(object))).toContain('f:paused');
  });

  it('takes nothing over in an object that Helm has not applied', () => {
    const object: KubernetesObject = {
      ...live(),
      metadata: { name: 'web', managedFields: [{ manager: 'helm', operation: 'Update' }] },
    };
    expect(adopted(object)).toBeUndefined();
  });

  it('takes over what was added where Helm leaves merging to the API server from now on', () => {
    const labels = (name: string) => ({ 'f:metadata': { 'f:labels': { [`f:${name}`]: {} } } });
    const merged = { manager: 'helm', operation: 'Update', fieldsV1: labels('app') };
    const managedFields = [merged, writtenBy('skaffold', labels('skaffold.dev/run-id'))];
    const object: KubernetesObject = { ...live(), metadata: { name: 'web', managedFields } };
    expect(adopted(object, { isGoingOver: true })).toEqual([
      {
        manager: 'helm',
        operation: 'Apply',
        fieldsV1: {
          'f:metadata': { 'f:labels': { 'f:app': {}, 'f:skaffold.dev/run-id': {} } },
        },
      },
    ]);
  });
});

describe('a field that a chart renders empty for a controller (kubernaut#332, cert-manager#4838)', () => {
  const webhook = (caBundle: string, managedFields?: readonly ManagedFields[]) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'check', ...(managedFields && { managedFields }) },
    webhooks: [
      {
        name: 'check.example',
        clientConfig: { caBundle, service: { name: 'check', namespace: 'acme', path: '/' } },
      },
    ],
  });
  const owned = {
    'f:webhooks': {
      'k:{"name":"check.example"}': { 'f:clientConfig': { 'f:caBundle': {} } },
    },
  };
  const written = [webhook('Y2VydGlmaWNhdGU=', [writtenBy('cainjector', owned)])];
  const linesFor = (expected: KubernetesObject, ignoredManagers: readonly string[]): string[] =>
    findDrift({
      expected: [expected],
      actual: written,
      namespace: 'acme',
      ignoredManagers,
    }).flatMap(driftLines);

  it('is no drift where the environment ignores the controller', () => {
    expect(linesFor(webhook(''), ['cainjector'])).toEqual([]);
  });

  it('is drift of any other manager', () => {
    expect(linesFor(webhook(''), ['mesh'])).toEqual([
      expect.stringMatching(
        /^ValidatingWebhookConfiguration check: webhooks\[check\.example\]\.clientConfig\.caBundle is Y2Vy/,
      ),
    ]);
  });

  it('stays compared where the chart renders a value, whoever wrote another one', () => {
    expect(linesFor(webhook('b3RoZXI='), ['cainjector'])).toHaveLength(1);
  });
});
