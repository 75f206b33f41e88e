/** Seconds that each build took on two cores from empty caches, in the order that they are built. */
const MEASURED: Readonly<Record<string, number>> = {
  kubectl: 108,
  kubeadm: 35,
  kubelet: 90,
  'kube-apiserver': 54,
  'kube-controller-manager': 26,
  'kube-scheduler': 6,
  'kube-proxy': 6,
  crictl: 23,
  etcd: 16,
  minikube: 108,
  'storage-provisioner': 55,
  'metrics-server': 60,
  pause: 4,
  helm: 73,
  coredns: 102,
  kubeconform: 8,
};

/** What no cluster needs. */
const CHECKS: Readonly<Record<string, number>> = { actionlint: 12 };

export const CLUSTER_PROGRAMS = Object.keys(MEASURED);
export const ALL_PROGRAMS = [...CLUSTER_PROGRAMS, ...Object.keys(CHECKS)];
export const buildEstimate = (program: string): number =>
  MEASURED[program] ?? CHECKS[program] ?? 60;
