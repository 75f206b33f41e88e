import { formatTable } from '@taskora/base/table';
import type { BuildFigures, Measured } from './build.ts';

export interface BuildRow extends BuildFigures {
  readonly module: string;
  readonly plan: string;
  readonly round: number;
}

export interface DownloadRow extends Measured {
  readonly module: string;
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
};

const inSeconds = (value: number): string => `${value.toFixed(1)} s`;

export function downloadTable(rows: readonly DownloadRow[]): string {
  const cells = rows.map((row) => [
    row.module,
    inSeconds(row.seconds),
    inSeconds(row.processorSeconds),
    `${row.peakMegabytes} MB`,
  ]);
  return formatTable([['FOLDER', 'DOWNLOAD', 'PROCESSOR', 'MEMORY'], ...cells]);
}

/** A line for each folder and plan, its medians, and its processor time as a part of the first plan's. */
export function buildTable(rows: readonly BuildRow[]): string {
  const [first] = rows;
  const cells = [...Map.groupBy(rows, ({ module, plan }) => `${module} ${plan}`).values()].map(
    (same) => {
      const of = (value: (row: BuildRow) => number): number => median(same.map(value));
      const [{ module, plan }] = same as [BuildRow];
      const compared = rows.filter((row) => row.module === module && row.plan === first?.plan);
      const ratio =
        of(({ processorSeconds }) => processorSeconds) /
        median(compared.map(({ processorSeconds }) => processorSeconds));
      return [
        module,
        plan,
        String(of(({ compiled }) => compiled)),
        inSeconds(of(({ compileSeconds }) => compileSeconds)),
        inSeconds(of(({ linkSeconds }) => linkSeconds)),
        inSeconds(of(({ processorSeconds }) => processorSeconds)),
        ratio.toFixed(2),
        inSeconds(of(({ seconds }) => seconds)),
        `${Math.max(...same.map(({ peakMegabytes }) => peakMegabytes))} MB`,
      ];
    },
  );
  const head = ['COMPILED', 'COMPILER', 'LINKER', 'PROCESSOR', 'RATIO', 'TIME', 'MEMORY'];
  return formatTable([['FOLDER', 'PLAN', ...head], ...cells]);
}
