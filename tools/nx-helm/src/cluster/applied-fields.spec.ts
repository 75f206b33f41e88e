import { appliedObject } from './applied-fields.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

const service: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'web',
    namespace: 'acme',
    resourceVersion: '7',
    labels: { app: 'web' },
    managedFields: [
      {
        manager: 'kubectl-client-side-apply',
        operation: 'Update',
        fieldsV1: {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:ports': {
              '.': {},
              'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {}, 'f:targetPort': {} },
            },
            'f:selector': {},
          },
        },
      },
      {
        manager: 'argocd-controller',
        operation: 'Apply',
        fieldsV1: {
          'f:metadata': { 'f:finalizers': { '.': {}, 'v:"acme.example/keep"': {} } },
          'f:spec': { 'f:sessionAffinity': {} },
        },
      },
      {
        manager: 'kube-controller-manager',
        operation: 'Update',
        subresource: 'status',
        fieldsV1: { 'f:status': { 'f:loadBalancer': {} } },
      },
    ],
    annotations: { 'written/by-nobody': 'x' },
  },
  spec: {
    clusterIP: '10.0.0.9',
    ports: [
      { name: 'late', port: 81, protocol: 'TCP', targetPort: 81 },
      { port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30_000 },
    ],
    selector: { app: 'web' },
    sessionAffinity: 'None',
  },
  status: { loadBalancer: {} },
};

describe('an object as those who applied it wanted it', () => {
  it('has their fields and elements of lists, and nothing that was allocated', () => {
    expect(appliedObject(service)).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'acme', labels: { app: 'web' } },
      spec: {
        ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }],
        selector: { app: 'web' },
        sessionAffinity: 'None',
      },
    });
  });

  it('has its name where nobody says who wrote a field', () => {
    const metadata = { name: 'web' };
    expect(appliedObject({ ...service, metadata })).toMatchObject({ kind: 'Service', metadata });
  });
});
