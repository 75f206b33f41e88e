import type { PlainObject } from '../base/plain-object.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';

/** An object as a chart renders it, what was done to it in a cluster, and what is drift of it. */
export interface LiveCase {
  readonly rule: string;
  readonly rendered: KubernetesObject;
  /** What was applied where it is another than rendered, such as in another order. */
  readonly applied?: KubernetesObject;
  /** Other objects of the cluster, such as an autoscaler. */
  readonly alongside?: readonly KubernetesObject[];
  /** Arguments of kubectl after the rollout, such as a patch; none for an object left alone. */
  readonly change?: readonly string[];
  /** As `driftLines` describes it. */
  readonly drift: readonly string[];
}

export const labels = { app: 'case' };

export function workload(
  name: string,
  container: object = {},
  pod: object = {},
  spec: object = {},
) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...pod,
          containers: [{ name: 'main', image: 'example.invalid/case:1', ...container }],
        },
      },
      ...spec,
    },
  } satisfies KubernetesObject;
}

export function patch(resource: string, change: object, type = 'strategic'): string[] {
  return ['patch', resource, '--type', type, '--patch', JSON.stringify(change)];
}

export function service(name: string, spec: PlainObject): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
}

export function policy(name: string, spec: PlainObject): KubernetesObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec };
}

/** Of the resource in `widgetDefinition`, any field of which is kept. */
export function widget(name: string, fields: PlainObject): KubernetesObject {
  return { apiVersion: 'record.example/v1', kind: 'Widget', metadata: { name }, ...fields };
}

export function configMap(name: string, data: PlainObject): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

export const widgetDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.record.example' },
  spec: {
    group: 'record.example',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
            properties: {
              set: {
                type: 'array',
                'x-kubernetes-list-type': 'set',
                items: { type: 'string' },
              },
            },
          },
        },
      },
    ],
  },
};
