import type { PlainObject } from '../base/plain-object.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import type { LiveCase } from './live-case.ts';
import { configMap, labels, service, widget, workload } from './live-case.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64');
const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'both' } };
const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'nx-helm-record' },
  rules: [],
};

/** A resource with a field of the name of a selector. */
function gadgets(selector: PlainObject): KubernetesObject {
  const [plural, group] = ['gadgets', 'record.example'];
  const openAPIV3Schema = { type: 'object', properties: { selector } };
  const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: { group, scope: 'Namespaced', names: { kind: 'Gadget', plural }, versions: [version] },
  };
}

export const valueCases: readonly LiveCase[] = [
  {
    rule: 'zeros of a service that the API server leaves out are no drift',
    rendered: service('service-zeros', {
      selector: labels,
      publishNotReadyAddresses: false,
      ports: [{ port: 80, nodePort: 0 }],
    }),
    drift: [],
  },
  {
    rule: 'what selects in a custom resource is one value',
    rendered: widget('selectors', {
      selector: { a: '1' },
      podSelector: {},
      namespaceSelector: {},
      matchLabels: { a: '1' },
      labels: { a: '1' },
    }),
    applied: widget('selectors', {
      selector: { a: '1', b: '2' },
      podSelector: { b: '2' },
      namespaceSelector: { b: '2' },
      matchLabels: { a: '1', b: '2' },
      labels: { a: '1', b: '2' },
    }),
    drift: [
      'Widget selectors: selector is {"a":"1","b":"2"} instead of {"a":"1"}',
      'Widget selectors: podSelector is {"b":"2"} instead of {}',
      'Widget selectors: namespaceSelector is {"b":"2"} instead of {}',
      'Widget selectors: matchLabels is {"a":"1","b":"2"} instead of {"a":"1"}',
    ],
  },
  {
    rule: 'the names of selectors mean nothing where there is a schema',
    rendered: gadgets({ type: 'string' }),
    applied: gadgets({ type: 'string', description: 'Of another.' }),
    drift: [],
  },
  {
    rule: 'another version of the same object is no drift',
    rendered: {
      apiVersion: 'autoscaling/v1',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'older' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'none' },
        maxReplicas: 3,
      },
    },
    drift: [],
  },
  {
    rule: 'the time of creation and the status are no part of what is rendered',
    rendered: {
      ...workload('skipped'),
      metadata: { name: 'skipped', creationTimestamp: '2020-01-01T00:00:00Z' } as { name: string },
      status: { observedGeneration: 99 },
    },
    applied: workload('skipped'),
    drift: [],
  },
  {
    rule: 'a namespace that is written to what is in none is no drift',
    rendered: { ...role, metadata: { ...role.metadata, namespace: 'monitoring' } },
    applied: role,
    drift: [],
  },
  {
    rule: 'null leaves a value to the API server, and empty values are left out',
    rendered: {
      ...workload('empty', {}, { terminationGracePeriodSeconds: null, nodeSelector: {} }),
      metadata: { name: 'empty', annotations: {} },
    },
    drift: [],
  },
  {
    rule: 'an empty value and null are the same',
    rendered: widget('nothing', { note: '' }),
    applied: widget('nothing', { note: null }),
    drift: [],
  },
  {
    rule: 'an empty value and another are not the same',
    rendered: configMap('filled', { a: '', b: 'undefined' }),
    applied: configMap('filled', { a: 'x' }),
    drift: [
      'ConfigMap filled: data.a is x instead of ',
      'ConfigMap filled: data.b is absent instead of undefined',
    ],
  },
  {
    rule: 'a number and a text of the same digits are the same',
    rendered: widget('digits', { port: 8080, text: '1' }),
    applied: widget('digits', { port: '8080', text: 1 }),
    drift: [],
  },
  {
    rule: 'a list or a map is never the same as a text',
    rendered: widget('shapes', { list: ['a'], text: '[object Object]' }),
    applied: widget('shapes', { list: 'a', text: { a: 1 } }),
    drift: [
      'Widget shapes: list is a instead of ["a"]',
      'Widget shapes: text is {"a":1} instead of [object Object]',
    ],
  },
  {
    rule: 'an amount is a text where the schema says no amount',
    rendered: configMap('text', { memory: '1024Mi' }),
    applied: configMap('text', { memory: '1Gi' }),
    drift: ['ConfigMap text: data.memory is 1Gi instead of 1024Mi'],
  },
  {
    rule: 'a key with dots or slashes stands in brackets',
    rendered: configMap('brackets', { 'a.b': '1' }),
    applied: configMap('brackets', { 'a.b': '2' }),
    drift: ['ConfigMap brackets: data[a.b] is 2 instead of 1'],
  },
  {
    rule: 'encoded data of a Secret is compared beside its plain text, which wins',
    rendered: { ...secret, data: { a: encode('1'), b: encode('1') }, stringData: { b: '2' } },
    applied: { ...secret, data: { a: encode('3'), b: encode('2') } },
    drift: ['Secret both: data.a is sha256:bf2cde8b1121 instead of sha256:8b6fde53cefa'],
  },
  {
    rule: 'only a Secret has plain text that is encoded',
    rendered: widget('plain', { stringData: { a: 'b' } }),
    drift: [],
  },
];
