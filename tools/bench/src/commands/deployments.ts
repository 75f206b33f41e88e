import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { leaveNx } from '@taskora/dev/environment';
import { runMain } from '@taskora/base/run-main';
import { watchForInterruption } from '../interruption.ts';
import { isMet, keepPart, verdict, writeReport, type PartResult } from '../report.ts';
import { parts, partNames, type PartName } from '../parts.ts';
import { withStage } from '../stage.ts';

interface Wishes {
  readonly only: readonly PartName[];
  readonly rounds: number;
  readonly workspace?: string;
}

/**
 * `deployments.ts [--only=noop,skip] [--rounds=5] [--workspace=FOLDER]`: measures against the targets. With
 * a folder, its clone is used again, and it and its releases stay for the next time.
 */
function wishes(): Wishes {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: partNames.join(',') },
      rounds: { type: 'string', default: '5' },
      workspace: { type: 'string' },
    },
  });
  const only = values.only.split(',').map((name) => {
    const known = partNames.find((each) => each === name);
    if (known !== undefined) return known;
    throw new UserError('USAGE', `there is no part ${name}`, `choose of ${partNames.join(', ')}`);
  });
  const { workspace } = values;
  return { only, rounds: Number(values.rounds), ...(workspace !== undefined && { workspace }) };
}

async function main(): Promise<number> {
  leaveNx();
  watchForInterruption();
  const { only, rounds, workspace } = wishes();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'taskora-bench-'));
  const say = (line: string): void => console.log(line);
  const results: PartResult[] = [];
  try {
    await withStage(
      { folder, rounds, say, only, ...(workspace && { workspace }) },
      async (setting) => {
        for (const name of only) {
          say(`${name}:`);
          const result = await parts[name](setting);
          results.push(result);
          say(`  raw figures: ${keepPart(result)}`);
        }
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (results.length > 0) say(`report: ${writeReport(results)}`);
  }
  const targets = results.flatMap((result) => result.targets);
  for (const target of targets)
    say(
      `${verdict(target)}: ${target.what}, ${target.figure.toFixed(2)}, at most ${target.atMost}`,
    );
  return targets.every(isMet) ? 0 : 1;
}

await runMain(main);
