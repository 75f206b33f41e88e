import type { LiveCase } from './live-case.ts';
import { labels, patch, policy, service, workload } from './live-case.ts';
import { listCases } from './live-list-cases.ts';
import { managerCases } from './live-manager-cases.ts';
import { valueCases } from './live-value-cases.ts';

const probe = { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 0 };
const http = { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] };

export const liveCases: readonly LiveCase[] = [
  {
    rule: 'defaults that the API server fills in are no drift',
    rendered: workload('defaults', { ports: [{ containerPort: 80 }], livenessProbe: probe }),
    drift: [],
  },
  {
    rule: 'quantities are compared by their amount',
    rendered: workload('quantities', {
      resources: {
        limits: { cpu: 0.5, memory: '1024Mi', 'ephemeral-storage': '1e9' },
        requests: { cpu: '0.10', memory: '134217728' },
      },
    }),
    drift: [],
  },
  {
    rule: 'another amount is drift',
    rendered: workload('amount', { resources: { limits: { memory: '1024Mi' } } }),
    change: ['set', 'resources', 'deployment/amount', '--limits=memory=2Gi'],
    drift: [
      'Deployment amount: spec.template.spec.containers[main].resources.limits.memory is 2Gi instead of 1024Mi',
    ],
  },
  {
    rule: 'zeros that the API server leaves out are no drift',
    rendered: workload(
      'zeros',
      {
        stdin: false,
        stdinOnce: false,
        tty: false,
        env: [{ name: 'EMPTY', value: '' }],
        ports: [{ containerPort: 80, hostPort: 0 }],
        volumeMounts: [{ name: 'temporary', mountPath: '/tmp', readOnly: false }],
      },
      {
        hostIPC: false,
        hostNetwork: false,
        hostPID: false,
        volumes: [{ name: 'temporary', emptyDir: {} }],
      },
      { paused: false, minReadySeconds: 0 },
    ),
    drift: [],
  },
  {
    rule: 'a false that says something is drift when it is gone',
    rendered: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'token' },
      automountServiceAccountToken: false,
    },
    change: patch('serviceaccount/token', { automountServiceAccountToken: null }, 'merge'),
    drift: ['ServiceAccount token: automountServiceAccountToken is absent instead of false'],
  },
  {
    rule: 'containers are found by name, whatever their order',
    rendered: workload('order'),
    change: patch('deployment/order', {
      spec: {
        template: { spec: { containers: [{ name: 'first', image: 'example.invalid/other:1' }] } },
      },
    }),
    drift: [
      'Deployment order: spec.template.spec.containers[first] = {"image":"example.invalid/other:1","imagePullPolicy":"IfNotPresent","name":"firs… was added by kubectl-patch',
    ],
  },
  {
    rule: 'an environment variable is found by name',
    rendered: workload('variable', {
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    }),
    change: ['set', 'env', 'deployment/variable', 'B=3'],
    drift: [
      'Deployment variable: spec.template.spec.containers[main].env[B].value is 3 instead of 2',
    ],
  },
  {
    rule: 'ports of a service are found by number and protocol',
    rendered: service('service', http),
    change: patch('service/service', { spec: { ports: [{ port: 80, targetPort: 8080 }] } }),
    drift: ['Service service: spec.ports[80/TCP].targetPort is 8080 instead of http'],
  },
  {
    rule: 'a selector is one value',
    rendered: service('selector', http),
    change: patch('service/selector', { spec: { selector: { tier: 'other' } } }),
    drift: [
      'Service selector: spec.selector is {"app":"case","tier":"other"} instead of {"app":"case"}',
      'Service selector: spec.selector = {"app":"case","tier":"other"} was added by kubectl-patch',
    ],
  },
  {
    rule: 'a policy for all pods is another than one for some',
    rendered: policy('all', { podSelector: {}, policyTypes: ['Ingress'] }),
    change: patch('networkpolicy/all', { spec: { podSelector: { matchLabels: labels } } }, 'merge'),
    drift: [
      'NetworkPolicy all: spec.podSelector is {"matchLabels":{"app":"case"}} instead of {}',
      'NetworkPolicy all: spec.podSelector = {"matchLabels":{"app":"case"}} was added by kubectl-patch',
    ],
  },
  {
    rule: 'a list without keys is one value',
    rendered: policy('rules', { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }),
    change: patch(
      'networkpolicy/rules',
      { spec: { ingress: [{ ports: [{ port: 80 }, { port: 22 }] }] } },
      'merge',
    ),
    drift: [
      'NetworkPolicy rules: spec.ingress[0].ports is [{"port":80,"protocol":"TCP"},{"port":22,"protocol":"TCP"}] instead of [{"port":80}]',
      'NetworkPolicy rules: spec.ingress = [{"ports":[{"port":80,"protocol":"TCP"},{"port":22,"protocol":"TCP"}]}] was added by kubectl-patch',
    ],
  },
  {
    rule: 'fields that are no part of a value are filled in inside it',
    rendered: workload('downward', {
      env: [
        { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
        { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      ],
    }),
    drift: [],
  },
  {
    rule: 'plain text of a Secret is compared in base64, and shown by its hash',
    rendered: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'secret' },
      stringData: { password: 'one' },
    },
    change: patch('secret/secret', { stringData: { password: 'two' } }),
    drift: [
      'Secret secret: data.password is sha256:cfcc7cbeff0f instead of sha256:69de54b8a59a',
      'Secret secret: data.password = sha256:cfcc7cbeff0f was added by kubectl-patch',
    ],
  },
  {
    rule: 'a label of another program is a foreign field',
    rendered: workload('label'),
    change: ['label', 'deployment/label', 'team=blue'],
    drift: ['Deployment label: metadata.labels.team = blue was added by kubectl-label'],
  },
  {
    rule: 'a restart that was asked for is no drift',
    rendered: workload('restart'),
    change: ['rollout', 'restart', 'deployment/restart'],
    drift: [],
  },
  {
    rule: 'a number of pods that somebody set is drift',
    rendered: workload('scaled'),
    change: ['scale', 'deployment/scaled', '--replicas=1'],
    drift: ['Deployment scaled: spec.replicas is 1 instead of 0'],
  },
  {
    rule: 'an object that is gone is drift',
    rendered: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'gone' }, data: { a: 'b' } },
    change: ['delete', 'configmap/gone'],
    drift: ['ConfigMap gone is missing'],
  },
  {
    rule: 'a claim template of a StatefulSet is as rendered',
    rendered: {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'claims' },
      spec: {
        replicas: 0,
        serviceName: 'claims',
        selector: { matchLabels: labels },
        template: workload('claims').spec.template,
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1024Mi' } },
            },
          },
        ],
      },
    },
    drift: [],
  },
  {
    rule: 'the schedule of a CronJob with all its defaults is as rendered',
    rendered: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'schedule' },
      spec: {
        schedule: '0 3 * * *',
        suspend: true,
        jobTemplate: {
          spec: {
            template: {
              spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'a' }] },
            },
          },
        },
      },
    },
    drift: [],
  },
  {
    rule: 'the amounts of an autoscaler are compared as amounts',
    rendered: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'autoscaler' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'none' },
        maxReplicas: 3,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '0.5' } },
          },
        ],
      },
    },
    drift: [],
  },
  ...listCases,
  ...valueCases,
  ...managerCases,
];
