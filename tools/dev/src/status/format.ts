import { formatCores, formatMebibytes } from '@taskora/base/quantity';
import { formatTable } from '@taskora/base/table';
import type { Status } from './status.ts';

function share(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)}%`;
}

const unknown = '-';

export function formatStatus(status: Status): string {
  const nodes = [
    ['NODE', 'READY', 'KUBERNETES', 'RUNTIME', 'CPU REQUESTED', 'MEMORY REQUESTED'],
    ...status.nodes.map((node) => [
      node.name,
      node.ready ? 'yes' : 'no',
      node.version,
      node.runtime,
      `${formatCores(node.requestedCores)} (${share(node.requestedCores, node.cores)})`,
      `${formatMebibytes(node.requestedBytes)} (${share(node.requestedBytes, node.memoryBytes)})`,
    ]),
  ];
  const releases = [
    ['RELEASE', 'REVISION', 'STATUS'],
    ...status.releases.map((each) => [each.name, String(each.revision), each.status]),
  ];
  const pods = [
    ['POD', 'STATE', 'READY', 'RESTARTS', 'CPU USED/REQUESTED', 'MEMORY USED/REQUESTED', 'IMAGE'],
    ...status.pods.map((pod) => [
      pod.name,
      pod.state,
      pod.ready,
      String(pod.restarts),
      `${pod.usedCores === undefined ? unknown : formatCores(pod.usedCores)}/${formatCores(pod.requestedCores)}`,
      `${pod.usedBytes === undefined ? unknown : formatMebibytes(pod.usedBytes)}/${formatMebibytes(pod.requestedBytes)}`,
      pod.images.join(' '),
    ]),
  ];
  return [nodes, releases, pods].map(formatTable).join('\n\n');
}
