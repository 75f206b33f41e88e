import { KUBERNETES, PAUSE_IMAGE } from '../base/versions.ts';

/** An image that Minikube or kubeadm asks for by name, and the program it is made of. */
export interface ImageSpec {
  readonly name: string;
  readonly program: string;
  /** Where the program lies in the image, which is also its entry point. */
  readonly path: string;
  /** A small Debian below it, for the one that calls iptables and conntrack. */
  readonly debian: boolean;
}

const image = (name: string, program: string, path: string, debian = false): ImageSpec => ({
  name,
  program,
  path,
  debian,
});

export const METRICS_SERVER_REGISTRY = 'registry.k8s.io';
export const METRICS_SERVER_IMAGE = 'metrics-server/metrics-server:v0.9.0';

const controlPlane = (program: string, debian = false): ImageSpec =>
  image(`registry.k8s.io/${program}:v${KUBERNETES}`, program, `/usr/local/bin/${program}`, debian);

export const CLUSTER_IMAGES: readonly ImageSpec[] = [
  controlPlane('kube-apiserver'),
  controlPlane('kube-controller-manager'),
  controlPlane('kube-scheduler'),
  controlPlane('kube-proxy', true),
  image('registry.k8s.io/etcd:3.6.5-0', 'etcd', '/usr/local/bin/etcd'),
  image('registry.k8s.io/coredns/coredns:v1.12.1', 'coredns', '/coredns'),
  image(PAUSE_IMAGE, 'pause', '/pause'),
  image(
    'gcr.io/k8s-minikube/storage-provisioner:v5',
    'storage-provisioner',
    '/storage-provisioner',
  ),
  image(`${METRICS_SERVER_REGISTRY}/${METRICS_SERVER_IMAGE}`, 'metrics-server', '/metrics-server'),
];
