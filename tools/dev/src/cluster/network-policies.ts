import { kubectl } from './kubectl.ts';

/** Programs on each node that put NetworkPolicies into effect, by the names of their DaemonSets. */
const enforcing = /calico|cilium|antrea|kube-router|weave|canal|ovn|kindnet|network-polic/;

/** Whether any of a cluster's DaemonSets, named one a line, enforces NetworkPolicies. */
const enforcesPolicies = (daemonSets: string): boolean => enforcing.test(daemonSets);

/** What a person should know of such a cluster before relying on NetworkPolicies, or nothing. */
export function describePolicies(daemonSets: string): string | undefined {
  if (enforcesPolicies(daemonSets)) return undefined;
  return 'NetworkPolicies are accepted here and have no effect: nothing on this Minikube enforces them (tools/minikube/README.md, "Known limits").';
}

export async function policyNote(): Promise<string | undefined> {
  return describePolicies(await kubectl(['get', 'daemonsets', '--all-namespaces', '-o', 'name']));
}
