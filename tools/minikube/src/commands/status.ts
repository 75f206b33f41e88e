import { join } from 'node:path';
import { addressesOf, type Addresses } from '../kubernetes/addresses.ts';
import { probeContext } from '../facts/context.ts';
import { linkTarget } from '@taskora/base/files';
import { servesOthers } from '../host/shared-containerd.ts';
import type { ClusterNode } from '../kubernetes/api.ts';
import { readMarker, type Marker } from '../base/marker.ts';
import { clusterProcesses, type ClusterProcess } from '../processes/cluster.ts';
import { workspaceBin, type Settings } from '../base/settings.ts';

export interface StatusResult {
  /** How the current cluster came to be here. */
  readonly provider: 'none' | 'existing' | 'minikube-start' | 'modules';
  /** Whether its API server lists a node that is ready. */
  readonly running: boolean;
  /** Whether this tool made it, also when it does not run; then cluster-down takes it away. */
  readonly madeByThisTool: boolean;
  readonly context: string | null;
  readonly nodes: readonly ClusterNode[];
  readonly addresses: Addresses | null;
  /** The programs that the workspace's tasks call, and where they come from. */
  readonly programs: Readonly<Record<string, string>>;
  readonly processes: readonly ClusterProcess[];
}

export async function clusterStatus(settings: Settings): Promise<StatusResult> {
  const { context, nodes = [], fact } = await probeContext(settings);
  const marker = readMarker(settings);
  const ours = marker !== undefined && (context === undefined || context.name === marker.profile);
  const found = context === undefined ? 'none' : 'existing';
  return {
    provider: ours ? marker.provider : found,
    running: fact?.answers === true,
    madeByThisTool: ours && marker.created,
    context: context?.name ?? null,
    nodes,
    addresses: context === undefined ? null : addressesOf(settings, context.name, nodes),
    programs: linkedPrograms(settings),
    processes: ours && marker.provider === 'modules' ? processesOf(marker, settings) : [],
  };
}

const processesOf = (marker: Marker, settings: Settings): ClusterProcess[] =>
  clusterProcesses(settings, { containerd: !servesOthers(marker, settings) });

const linkedPrograms = (settings: Settings): Record<string, string> =>
  Object.fromEntries(
    ['helm', 'kubectl', 'kubeconform', 'minikube', 'crictl'].flatMap((name) => {
      const target = linkTarget(join(workspaceBin(settings), name));
      return target === undefined ? [] : [[name, target]];
    }),
  );

const PROVIDERS = {
  none: 'no cluster',
  existing: 'a Minikube that was here already',
  'minikube-start': 'a Minikube that this tool started with a container engine',
  modules: 'a Minikube that this tool made from Go modules and Debian packages',
} as const;

export function describeStatus(status: StatusResult): string {
  const nodes = status.nodes.map(
    ({ name, ready, kubelet, runtime, address }) =>
      `  node ${name}: ${ready ? 'Ready' : 'not ready'}, Kubernetes ${kubelet}, ${runtime}, ${address}`,
  );
  const { addresses, processes } = status;
  const lines = [
    `${PROVIDERS[status.provider]}; ${status.running ? 'running' : 'not running'}`,
    ...nodes,
    ...Object.entries(addresses ?? {}).map(([name, address]) => `  ${name} ${address}`),
    ...(processes.length === 0 ? [] : [`  ${processes.length} processes`]),
  ];
  return lines.join('\n');
}
