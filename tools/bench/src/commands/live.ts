import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { formatTable } from '@taskora/base/table';
import { workspaceRoot } from '@taskora/dev/environment';
import { namespace as ownNamespace } from '@taskora/dev/kubectl';
import { watchForInterruption } from '../interruption.ts';
import { keepFigures } from '../keep.ts';
import { cases, percentile } from '../live/cases.ts';
import { addressOf, measureEdits } from '../live/edits.ts';
import { chosen, counted } from '../options.ts';

const mostRounds = 1000;

/**
 * How long a saved line takes until a pod answers with it, in a development session that runs in another
 * terminal (P1). It edits a file of the checkout, and puts it back.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: 'web' },
      rounds: { type: 'string', default: '50' },
      namespace: { type: 'string', default: ownNamespace },
    },
  });
  const names = cases.map(({ release }) => release);
  const wanted = chosen(values.only, names);
  const rounds = counted('rounds', values.rounds, mostRounds);
  watchForInterruption();
  const rows: string[][] = [];
  const kept: Record<string, unknown> = {};
  for (const each of cases.filter(({ release }) => wanted.includes(release))) {
    const address = await addressOf(each, values.namespace);
    const figures = await measureEdits(workspaceRoot, each, address, rounds);
    const seconds = figures.map((figure) => figure.seconds);
    const columns = [50, 95, 100].map((percent) => `${percentile(seconds, percent).toFixed(2)} s`);
    rows.push([each.release, String(rounds), ...columns]);
    kept[each.release] = figures;
  }
  console.log(formatTable([['SESSION', 'EDITS', 'MEDIAN', 'P95', 'LONGEST'], ...rows]));
  console.log(keepFigures('live', kept));
  return 0;
}

await runMain(main);
