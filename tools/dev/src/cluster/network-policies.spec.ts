import { enforcesPolicies } from './network-policies.ts';

describe('NetworkPolicies', () => {
  it.each([
    // The Minikube of the third way, whose network is the bridge plugin.
    ['daemonset.apps/kube-proxy\n', false],
    ['', false],
    ['daemonset.apps/kube-proxy\ndaemonset.apps/calico-node\n', true],
    ['daemonset.apps/cilium\ndaemonset.apps/kube-proxy\n', true],
    ['daemonset.apps/kindnet\n', true],
  ])('are in effect with the DaemonSets %j: %s', (daemonSets, expected) => {
    expect(enforcesPolicies(daemonSets)).toBe(expected);
  });
});
