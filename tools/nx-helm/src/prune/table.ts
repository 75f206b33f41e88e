import type { PruneRow } from './plan-prune.ts';

const bytesPerMegabyte = 1_000_000;

export function megabytes(bytes: number): string {
  return `${(bytes / bytesPerMegabyte).toFixed(1)} MB`;
}

/** One line for each image: what became of it and why. */
export function pruneTable(place: string, rows: readonly PruneRow[], isDryRun: boolean): string {
  if (rows.length === 0) return `${place}: no image of this workspace`;
  const words = { keep: 'kept', remove: isDryRun ? 'would be removed' : 'removed' };
  const cells = rows.map(({ reference, action, reason, sizeBytes }) => [
    words[action],
    megabytes(sizeBytes),
    reference,
    reason,
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lines = cells.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
  );
  return [`${place}:`, ...lines].join('\n');
}
