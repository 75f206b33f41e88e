import { medianSeconds, type Figure } from '../deployments/figures.ts';
import { ratio, seconds, type Target } from '../deployments/report.ts';
import { percentile, type EditCase } from './cases.ts';

/** So many seconds for our session, which is the first, and no longer than any of the others; each at its p95. */
export function editTargets(
  { release, secondsAtMost }: Pick<EditCase, 'release' | 'secondsAtMost'>,
  figures: Readonly<Record<string, readonly Figure[]>>,
): Target[] {
  const p95 = (each: readonly Figure[]): number =>
    percentile(
      each.map((figure) => figure.seconds),
      95,
    );
  const [[, ours = []] = [], ...others] = Object.entries(figures);
  const what = `a saved line of ${release}, p95 of ${ours.length}`;
  return [
    seconds(what, p95(ours), secondsAtMost),
    ...others.map(([name, each]) => ratio(`${what}, against ${name}`, p95(ours) / p95(each), 1)),
  ];
}

/** Of each candidate the seconds of an edit, and how many times as long as the first one it took. */
export function figureRows(
  release: string,
  figures: Readonly<Record<string, readonly Figure[]>>,
): string[][] {
  const [first = []] = Object.values(figures);
  return Object.entries(figures).map(([name, each]) => {
    const seconds = each.map((figure) => figure.seconds);
    const columns = [50, 95, 100].map((percent) => `${percentile(seconds, percent).toFixed(2)} s`);
    const ratio = medianSeconds(each) / medianSeconds(first);
    const most = Math.max(...each.map(({ load }) => load));
    return [release, name, String(each.length), ...columns, ratio.toFixed(2), most.toFixed(1)];
  });
}

export const figureHeadings = [
  'SERVICE',
  'BY',
  'EDITS',
  'MEDIAN',
  'P95',
  'LONGEST',
  'RATIO',
  'MOST LOAD',
];
