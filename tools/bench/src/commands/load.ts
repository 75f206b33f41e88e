import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { watchForInterruption } from '../interruption.ts';
import { keepFigures, keepText } from '../keep.ts';
import { clusterStage } from '../load/cluster-stage.ts';
import { rowNames, rows } from '../load/measures.ts';
import { removePeople } from '../load/people.ts';
import { restartsBetween } from '../load/restarts.ts';
import { isMet, table, type Row } from '../load/rows.ts';
import { chosen, counted } from '../options.ts';

/**
 * `load.ts [--only=users-100,spray] [--seconds=300]`: load and faults against the product on Minikube,
 * through web's port on loopback. It kills the database, so it is for a cluster that nobody is using.
 */
function readOptions() {
  const { only, seconds } = parseArgs({
    options: {
      only: { type: 'string', default: rowNames.join(',') },
      seconds: { type: 'string', default: '300' },
    },
  }).values;
  return { only: chosen(only, rowNames), seconds: counted('seconds', seconds, 3600) };
}

async function main(): Promise<number> {
  watchForInterruption();
  const { only, seconds } = readOptions();
  const stage = await clusterStage();
  const say = (line: string): void => console.log(line);
  const found: Row[] = [];
  const restartsBefore = await stage.restarts();
  try {
    await removePeople(stage.sql);
    for (const name of only) {
      say(`${name} ...`);
      const row = await rows[name]({ stage, seconds, say });
      found.push(row);
      say(`  ${JSON.stringify(row.raw)}`);
    }
  } finally {
    await removePeople(stage.sql);
    if (found.length > 0) {
      keepText('load.md', table(found));
      say(`raw figures: ${keepFigures('load', { rows: found })}\n\n${table(found)}`);
    }
  }
  const restarts = restartsBetween(restartsBefore, await stage.restarts());
  say(`\ncontainers restarted meanwhile: ${restarts}`);
  return found.flatMap(({ measures }) => measures).every(isMet) ? 0 : 1;
}

await runMain(main);
