import { podSecurity } from '../cluster/node-program.ts';
import { edge, listenPort, mark, nodePort, tlsSecret } from './place.ts';

const name = 'traefik';
const labels = { 'app.kubernetes.io/name': name };
const metadata = { name, namespace: edge };
const ofCluster = { name: `${edge}-${name}`, labels: mark };

const read = (apiGroups: readonly string[], resources: readonly string[]) => ({
  apiGroups,
  resources,
  verbs: ['get', 'list', 'watch'],
});
const update = (apiGroup: string, resources: readonly string[]) => ({
  apiGroups: [apiGroup],
  resources: resources.map((resource) => `${resource}/status`),
  verbs: ['update'],
});
const gateways = 'gateway.networking.k8s.io';
const kindsOfGateway = ['gatewayclasses', 'gateways', 'httproutes', 'grpcroutes'];

/** What Traefik's two providers read, and the status that they write. */
const rules = [
  read([''], ['configmaps', 'namespaces', 'nodes', 'secrets', 'services']),
  read(['discovery.k8s.io'], ['endpointslices']),
  read(['networking.k8s.io'], ['ingresses', 'ingressclasses']),
  update('networking.k8s.io', ['ingresses']),
  read([gateways], [...kindsOfGateway, 'referencegrants', 'backendtlspolicies']),
  update(gateways, [...kindsOfGateway, 'backendtlspolicies']),
];

/** TLS as Traefik's own chart sets it; what concerns streams and addresses of visitors is as it has it by itself. */
const args = [
  `--entryPoints.websecure.address=:${listenPort}`,
  '--entryPoints.websecure.http.tls=true',
  '--providers.kubernetesIngress=true',
  '--providers.kubernetesGateway=true',
  '--ping=true',
  '--global.checkNewVersion=false',
  '--global.sendAnonymousUsage=false',
];

const container = (image: string) => ({
  name,
  image,
  imagePullPolicy: 'Never',
  args,
  ports: [{ name: 'websecure', containerPort: listenPort }],
  // Of the kubelet alone; people come by the other port.
  readinessProbe: { httpGet: { path: '/ping', port: 8080 }, periodSeconds: 1 },
  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
});

/** Traefik as its own documents install it, with both of its providers and nothing in front of it. */
export const controllerObjects = (image: string): object[] => [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: ofCluster, rules },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: ofCluster,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: ofCluster.name },
    subjects: [{ kind: 'ServiceAccount', ...metadata }],
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          securityContext: podSecurity,
          containers: [container(image)],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'NodePort',
      selector: labels,
      ports: [{ name: 'websecure', port: 443, targetPort: listenPort, nodePort }],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: {
      ...ofCluster,
      annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' },
    },
    spec: { controller: 'traefik.io/ingress-controller' },
  },
];

/** The Gateway of a cluster, whose listener has the certificate; routes of every namespace may belong to it. */
export const gatewayObjects = (): object[] => [
  {
    apiVersion: `${gateways}/v1`,
    kind: 'GatewayClass',
    metadata: ofCluster,
    spec: { controllerName: 'traefik.io/gateway-controller' },
  },
  {
    apiVersion: `${gateways}/v1`,
    kind: 'Gateway',
    metadata: { name: 'public', namespace: edge },
    spec: {
      gatewayClassName: ofCluster.name,
      listeners: [
        {
          name: 'websecure',
          port: listenPort,
          protocol: 'HTTPS',
          hostname: '*.taskora.test',
          tls: { mode: 'Terminate', certificateRefs: [{ name: tlsSecret }] },
          allowedRoutes: { namespaces: { from: 'All' } },
        },
      ],
    },
  },
];
