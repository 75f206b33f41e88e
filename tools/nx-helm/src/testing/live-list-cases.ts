import type { PlainObject } from '../base/plain-object.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import type { LiveCase } from './live-case.ts';
import { labels, policy, service, workload } from './live-case.ts';

const claim = (name: string) => ({ name, persistentVolumeClaim: { claimName: name } });
const mountable = { volumes: [{ name: 'a', emptyDir: {} }] };
const spread = { maxSkew: 1, labelSelector: { matchLabels: labels } };

/** Lists of a container by their keys, each in two orders, with what the pod needs for them. */
const ofContainers: Readonly<Record<string, readonly [elements: PlainObject[], pod?: object]>> = {
  env: [
    [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
  ],
  ports: [[{ containerPort: 53, protocol: 'UDP' }, { containerPort: 53 }]],
  volumeMounts: [
    [
      { name: 'a', mountPath: '/a' },
      { name: 'a', mountPath: '/b' },
    ],
    mountable,
  ],
  volumeDevices: [
    [
      { name: 'a', devicePath: '/dev/a' },
      { name: 'b', devicePath: '/dev/b' },
    ],
    { volumes: [claim('a'), claim('b')] },
  ],
};

const ofPods: Readonly<Record<string, readonly PlainObject[]>> = {
  volumes: [
    { name: 'a', emptyDir: {} },
    { name: 'b', emptyDir: {} },
  ],
  initContainers: [
    { name: 'a', image: 'example.invalid/case:1' },
    { name: 'b', image: 'example.invalid/case:2' },
  ],
  imagePullSecrets: [{ name: 'a' }, { name: 'b' }],
  hostAliases: [
    { ip: '127.0.0.2', hostnames: ['a'] },
    { ip: '127.0.0.3', hostnames: ['b'] },
  ],
  topologySpreadConstraints: [
    { ...spread, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
    { ...spread, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' },
  ],
};

const ports = [
  { name: 'a', port: 53, protocol: 'UDP' },
  { name: 'b', port: 53 },
];

function binding(name: string, subject: PlainObject): KubernetesObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name },
    roleRef: { kind: 'Role', name: 'none', apiGroup: 'rbac.authorization.k8s.io' },
    subjects: [subject],
  };
}

export const listCases: readonly LiveCase[] = [
  ...Object.entries(ofContainers).map(([field, [elements, pod]]): LiveCase => {
    const name = `list-${field.toLowerCase()}`;
    return {
      rule: `${field} of a container are found by their keys, whatever their order`,
      rendered: workload(name, { [field]: elements }, pod),
      applied: workload(name, { [field]: elements.toReversed() }, pod),
      drift: [],
    };
  }),
  ...Object.entries(ofPods).map(([field, elements]): LiveCase => {
    const name = `list-${field.toLowerCase()}`;
    return {
      rule: `${field} of a pod are found by their keys, whatever their order`,
      rendered: workload(name, {}, { [field]: elements }),
      applied: workload(name, {}, { [field]: elements.toReversed() }),
      drift: [],
    };
  }),
  {
    rule: 'ports of a service are found by their keys, whatever their order',
    rendered: service('list-service', { selector: labels, ports }),
    applied: service('list-service', { selector: labels, ports: ports.toReversed() }),
    drift: [],
  },
  {
    rule: 'what stands inside a selector is a part of its one value',
    rendered: policy('inside', { podSelector: { matchLabels: labels } }),
    applied: policy('inside', { podSelector: { matchLabels: { ...labels, tier: 'other' } } }),
    drift: [
      'NetworkPolicy inside: spec.podSelector.matchLabels is {"app":"case","tier":"other"} instead of {"app":"case"}',
    ],
  },
  {
    rule: 'an element of a list may be one value',
    rendered: binding('element', { kind: 'ServiceAccount', name: 'nobody' }),
    applied: binding('element', { kind: 'ServiceAccount', name: 'nobody', namespace: 'other' }),
    drift: [
      'RoleBinding element: subjects[0] is {"kind":"ServiceAccount","name":"nobody","namespace":"other"} instead of {"kind":"ServiceAccount","name":"nobody"}',
    ],
  },
  {
    rule: 'subjects of a binding get their group filled in',
    rendered: binding('subjects', { kind: 'User', name: 'nobody' }),
    drift: [],
  },
];
