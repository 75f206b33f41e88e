import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '@taskora/dev/environment';
import { runMain } from '@taskora/base/run-main';
import { watchForInterruption } from '../interruption.ts';
import { clusterStage } from '../load/cluster-stage.ts';
import { rowNames, rows, type RowName } from '../load/measures.ts';
import { removePeople } from '../load/people.ts';
import { restartsBetween } from '../load/restarts.ts';
import { isMet, table, type Row } from '../load/rows.ts';

interface Wishes {
  readonly only: readonly RowName[];
  readonly seconds: number;
}

/**
 * `load.ts [--only=users-100,spray] [--seconds=300]`: load and faults against the product on Minikube,
 * through web's port on loopback. It kills the database, so it is for a cluster that nobody is using.
 */
function wishes(): Wishes {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: rowNames.join(',') },
      seconds: { type: 'string', default: '300' },
    },
  });
  const only = values.only.split(',').map((name) => {
    const known = rowNames.find((each) => each === name);
    if (known !== undefined) return known;
    throw new UserError('USAGE', `there is no row ${name}`, `choose of ${rowNames.join(', ')}`);
  });
  const seconds = Number(values.seconds);
  if (seconds > 0 && seconds <= 3_600) return { only, seconds };
  throw new UserError('USAGE', `--seconds=${values.seconds} is no time to 3600`, '--seconds=300');
}

function keep(found: readonly Row[]): string {
  const folder = join(workspaceRoot, 'dist', 'bench');
  mkdirSync(folder, { recursive: true });
  const machine = { processors: cpus().length, kernel: release(), node: process.version };
  const path = join(folder, 'load.json');
  const kept = { at: new Date().toISOString(), machine, rows: found };
  writeFileSync(path, `${JSON.stringify(kept, undefined, 2)}\n`);
  writeFileSync(join(folder, 'load.md'), `${table(found)}\n`);
  return path;
}

async function main(): Promise<number> {
  watchForInterruption();
  const { only, seconds } = wishes();
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
    if (found.length > 0) say(`raw figures: ${keep(found)}\n\n${table(found)}`);
  }
  const restarts = restartsBetween(restartsBefore, await stage.restarts());
  say(`\ncontainers restarted meanwhile: ${restarts}`);
  return found.flatMap(({ measures }) => measures).every(isMet) ? 0 : 1;
}

await runMain(main);
