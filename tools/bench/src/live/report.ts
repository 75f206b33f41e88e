import { medianSeconds, type Figure } from '../deployments/figures.ts';
import { percentile } from './cases.ts';

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
