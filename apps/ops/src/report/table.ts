import { formatCores, formatMebibytes } from '../cluster/quantities.ts';
import type { Status } from './status.ts';

/** Columns padded to their widest cell, so that a person can read down them. */
export function formatTable(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

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
