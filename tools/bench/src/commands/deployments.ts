import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { leaveNx } from '@taskora/dev/environment';
import { earlierCommit } from '../deployments/earlier.ts';
import { partNames, parts } from '../deployments/parts.ts';
import { isMissed, markdown, shown, verdict, type PartResult } from '../deployments/report.ts';
import { withStage } from '../deployments/stage.ts';
import { watchForInterruption } from '../interruption.ts';
import { keepFigures, keepText } from '../keep.ts';
import { chosen, counted } from '../options.ts';

/**
 * `deployments.ts [--only=noop,skip] [--rounds=5] [--earlier=COMMIT] [--workspace=FOLDER]`: measures against
 * the targets. `--earlier=none` leaves out the build of before. With a folder, its clone is used again, and
 * it and its releases stay for the next time.
 */
function readOptions() {
  const { only, rounds, earlier, workspace } = parseArgs({
    options: {
      only: { type: 'string', default: partNames.join(',') },
      rounds: { type: 'string', default: '5' },
      earlier: { type: 'string', default: earlierCommit },
      workspace: { type: 'string' },
    },
  }).values;
  return {
    only: chosen(only, partNames),
    rounds: counted('rounds', rounds, 100),
    ...(earlier !== 'none' && { earlier }),
    ...(workspace !== undefined && { workspace }),
  };
}

async function main(): Promise<number> {
  leaveNx();
  watchForInterruption();
  const options = readOptions();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'taskora-bench-'));
  const say = (line: string): void => console.log(line);
  const results: PartResult[] = [];
  try {
    await withStage({ ...options, folder, say }, async (setting) => {
      for (const name of options.only) {
        say(`${name}:`);
        const result = await parts[name](setting);
        results.push(result);
        say(`  raw figures: ${keepFigures(name, result)}`);
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (results.length > 0) say(`report: ${keepText('report.md', markdown(results))}`);
  }
  const targets = results.flatMap((result) => result.targets);
  for (const target of targets) {
    const { what, figure, unit, atMost } = target;
    say(`${verdict(target)}: ${what}, ${shown(figure, unit)}, at most ${shown(atMost, unit)}`);
  }
  return targets.some(isMissed) ? 1 : 0;
}

await runMain(main);
