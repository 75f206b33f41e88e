import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '@taskora/base/run';
import { runMain } from '@taskora/base/run-main';
import { leaveNx, workspaceRoot } from '@taskora/dev/environment';
import { earlierCommit } from '../deployments/earlier.ts';
import { writeSpanDocument } from '../deployments/edits/span-document.ts';
import { partNames, parts } from '../deployments/parts.ts';
import { isMissed, markdown, shown, verdict, type PartResult } from '../deployments/report.ts';
import { withStage } from '../deployments/stage.ts';
import { watchForInterruption } from '../interruption.ts';
import { keepFigures, keepText } from '../keep.ts';
import { chosen, counted } from '../options.ts';

/**
 * `deployments.ts [--only=noop,skip] [--rounds=5] [--earlier=COMMIT] [--workspace=FOLDER] [--document]`:
 * measures against the targets. `--earlier=none` leaves out the build of before. With a folder, its clone is
 * used again, and it and its releases stay for the next time. With `--document` the steps of an edit are
 * written into docs/pipeline.md, as a table and a picture.
 */
function readOptions() {
  const { only, rounds, earlier, workspace, document } = parseArgs({
    options: {
      only: { type: 'string', default: partNames.join(',') },
      rounds: { type: 'string', default: '5' },
      earlier: { type: 'string', default: earlierCommit },
      workspace: { type: 'string' },
      document: { type: 'boolean', default: false },
    },
  }).values;
  return {
    only: chosen(only, partNames),
    rounds: counted('rounds', rounds, 100),
    isDocumented: document,
    ...(earlier !== 'none' && { earlier }),
    ...(workspace !== undefined && { workspace }),
  };
}

/** Of the commit that the clone was made of, whose uncommitted changes it has not. */
async function documentSpans(
  { name, title, spans }: PartResult,
  rounds: number,
  say: (line: string) => void,
): Promise<void> {
  if (spans === undefined) return;
  const args = ['rev-parse', '--short=8', 'HEAD'];
  const { stdout } = await run('git', args, { directory: workspaceRoot });
  const command = `npx nx run bench:deployments --only=${name} --rounds=${rounds} --document`;
  const files = writeSpanDocument(workspaceRoot, {
    ...{ name, title, command, spans },
    commit: stdout.trim(),
  });
  say(`  documented: ${files.join(', ')}`);
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
        if (options.isDocumented) await documentSpans(result, options.rounds, say);
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
