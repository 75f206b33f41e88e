import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { describePolicies } from './network-policies.ts';

describe('NetworkPolicies', () => {
  it.each([
    // The Minikube of the provider modules, whose network is the bridge plugin.
    ['daemonset.apps/kube-proxy\n', false],
    ['', false],
    ['daemonset.apps/kube-proxy\ndaemonset.apps/calico-node\n', true],
    ['daemonset.apps/cilium\ndaemonset.apps/kube-proxy\n', true],
    ['daemonset.apps/kindnet\n', true],
  ])('are in effect with the DaemonSets %j: %s', (daemonSets, isEnforced) => {
    const note = isEnforced ? undefined : expect.stringContaining('have no effect');
    expect(describePolicies(daemonSets)).toEqual(note);
  });

  it('are described in a chapter that is there', () => {
    const [, file = '', chapter = ''] =
      /\((\S+), "([^"]+)"\)/.exec(describePolicies('') ?? '') ?? [];
    expect(existsSync(join(workspaceRoot, file))).toBe(true);
    expect(readFileSync(join(workspaceRoot, file), 'utf8')).toContain(`## ${chapter}`);
  });
});
