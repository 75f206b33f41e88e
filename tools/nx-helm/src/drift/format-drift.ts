import { describeChanges } from '../inputs/change.ts';
import type { ReleaseDrift } from './drift-report.ts';
import { hasDrift } from './drift-report.ts';

/** One line for each finding, with the layer it was found in. */
export function formatDrift(drifts: readonly ReleaseDrift[]): string {
  const rows = drifts.flatMap((drift) => rowsOf(drift));
  const width = Math.max(...rows.map(([release]) => release.length));
  const table = rows.map(
    ([release, layer, words]) => `${release.padEnd(width)}  ${layer.padEnd(7)}  ${words}`,
  );
  const drifted = drifts.filter(hasDrift).length;
  return [...table, `${drifted} of ${drifts.length} releases have drifted`].join('\n');
}

type Row = readonly [release: string, layer: string, words: string];

function rowsOf(drift: ReleaseDrift): Row[] {
  const { release, source, revision, live, kept } = drift;
  const onPurpose: Row[] = kept === undefined ? [] : [[release, 'kept', kept]];
  if (!hasDrift(drift)) return kept === undefined ? [[release, '-', 'none']] : onPurpose;
  return [
    ...onPurpose,
    ...source.map((change): Row => [release, 'source', describeChanges([change], 'full')]),
    ...revision.map((words): Row => [release, 'release', words]),
    ...live.map((words): Row => [release, 'live', words]),
  ];
}
