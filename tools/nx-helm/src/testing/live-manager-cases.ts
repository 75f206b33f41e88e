import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import type { LiveCase } from './live-case.ts';
import { configMap, patch, widget, workload } from './live-case.ts';

const autoscaler = (apiVersion: string, name: string): KubernetesObject => ({
  apiVersion,
  kind: 'HorizontalPodAutoscaler',
  metadata: { name },
  spec: { scaleTargetRef: { kind: 'Deployment', name } },
});
const unplaced = { nodeSelector: { 'record.example/node': 'none' } };

function uncounted(name: string): KubernetesObject {
  const { spec, ...object } = workload(name, {}, unplaced);
  const fields = Object.entries(spec).filter(([field]) => field !== 'replicas');
  return { ...object, spec: Object.fromEntries(fields) };
}

export const managerCases: readonly LiveCase[] = [
  ...[
    'cloud-controller-manager',
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kubelet',
    'nx-helm-replicas',
  ].map((manager): LiveCase => {
    const name = `by-${manager}`;
    return {
      rule: `what ${manager} adds is not foreign`,
      rendered: configMap(name, {}),
      change: ['label', `configmap/${name}`, 'a=b', '--field-manager', manager],
      drift: [],
    };
  }),
  {
    rule: 'what another program adds at a key with dots stands in brackets',
    rendered: configMap('dotted', {}),
    change: ['label', 'configmap/dotted', 'record.example/team=blue'],
    drift: [
      'ConfigMap dotted: metadata.labels[record.example/team] = blue was added by kubectl-label',
    ],
  },
  {
    rule: 'what another program adds to a set is a foreign member',
    rendered: widget('set', { set: ['a'] }),
    change: patch('widget/set', { set: ['b', 'a'] }, 'merge'),
    drift: [
      'Widget set: set is ["b","a"] instead of ["a"]',
      'Widget set: set[b] = b was added by kubectl-patch',
    ],
  },
  {
    rule: 'what another program adds to a list that is one value is an addition',
    rendered: widget('longer', { list: ['a'] }),
    change: patch('widget/longer', { list: ['a', 'b'] }, 'merge'),
    drift: [
      'Widget longer: list is ["a","b"] instead of ["a"]',
      'Widget longer: list = ["a","b"] was added by kubectl-patch',
    ],
  },
  {
    rule: 'a value that another program has written over is no addition',
    rendered: configMap('over', { a: '1' }),
    change: patch('configmap/over', { data: { a: '2' } }, 'merge'),
    drift: ['ConfigMap over: data.a is 2 instead of 1'],
  },
  {
    rule: 'a number of pods that the chart leaves open is nobody’s addition',
    rendered: uncounted('open'),
    change: ['scale', 'deployment/open', '--replicas=2'],
    drift: [],
  },
  {
    rule: 'the status that another program writes is no addition',
    rendered: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'status' },
      spec: { defaultBackend: { service: { name: 'none', port: { number: 80 } } } },
    },
    change: [
      ...patch('ingress/status', { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } }),
      '--subresource=status',
    ],
    drift: [],
  },
  {
    rule: 'an autoscaler sets the number of pods that the chart renders',
    rendered: workload('counted', {}, unplaced),
    change: ['scale', 'deployment/counted', '--replicas=2'],
    alongside: [autoscaler('autoscaling/v2', 'counted')],
    drift: [],
  },
  {
    rule: 'an autoscaler sets the number of pods that the chart leaves open',
    rendered: uncounted('set-open'),
    change: patch('deployment/set-open', { spec: { replicas: 2 } }),
    alongside: [autoscaler('autoscaling/v2', 'set-open')],
    drift: [],
  },
  {
    rule: 'an autoscaler of another group or for another workload sets nothing',
    rendered: workload('elsewhere', {}, unplaced),
    change: ['scale', 'deployment/elsewhere', '--replicas=2'],
    alongside: [autoscaler('example.org/v1', 'elsewhere'), autoscaler('autoscaling/v2', 'other')],
    drift: ['Deployment elsewhere: spec.replicas is 2 instead of 0'],
  },
];
