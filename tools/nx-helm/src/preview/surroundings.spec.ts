import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { surroundingObjects } from './surroundings.ts';

const service = (name: string, release: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, annotations: { 'meta.helm.sh/release-name': release } },
  spec: { ports: [{ port: 80 }] },
});
const wanted = {
  base: 'shop',
  clusterDomain: 'cluster.local',
  rendered: [{ release: 'web', objects: [service('web', 'web'), service('pages', 'web')] }],
  reached: ['api', 'jobs'],
  servicesOfBase: [
    service('api', 'api'),
    service('pages', 'jobs'),
    service('web', 'web'),
    service('foreign', 'other'),
    { ...service('by-hand', ''), metadata: { name: 'by-hand' } },
  ],
  urls: { web: 'https://pr-7.example:8443' },
  quota: {},
};
const labels = { 'nx-helm/preview-of': 'shop' };

describe('what a preview has besides its releases (C3)', () => {
  it('leads to each Service of the base whose release it does not have, under the same name', () => {
    expect(surroundingObjects(wanted)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'api', labels },
        spec: { type: 'ExternalName', externalName: 'api.shop.svc.cluster.local' },
      },
    ]);
  });

  it('has an Ingress for each address where the environment has a controller', () => {
    const ingress = { className: 'nginx', tlsSecret: 'tls', annotations: { a: 'b' } };
    expect(surroundingObjects({ ...wanted, reached: [], ingress })).toEqual([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'preview-web', annotations: { a: 'b' }, labels },
        spec: {
          ingressClassName: 'nginx',
          rules: [
            {
              host: 'pr-7.example',
              http: {
                paths: [
                  {
                    path: '/',
                    pathType: 'Prefix',
                    backend: { service: { name: 'web', port: { number: 80 } } },
                  },
                ],
              },
            },
          ],
          tls: [{ hosts: ['pr-7.example'], secretName: 'tls' }],
        },
      },
    ]);
    const local = { web: 'http://localhost:20000' };
    expect(surroundingObjects({ ...wanted, reached: [], ingress, urls: local })).toEqual([]);
  });

  it('takes no more of the cluster than its quota', () => {
    expect(surroundingObjects({ ...wanted, reached: [], quota: { pods: '9' } })).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'nx-helm-preview', labels },
        spec: { hard: { pods: '9' } },
      },
    ]);
  });
});
