import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { formatTable } from '@taskora/base/table';
import { leaveNx, workspaceRoot } from '@taskora/dev/environment';
import { namespace as ownNamespace } from '@taskora/dev/kubectl';
import { isMissed, shown, verdict } from '../deployments/report.ts';
import { watchForInterruption } from '../interruption.ts';
import { keepFigures } from '../keep.ts';
import { addressOf } from '../live/addresses.ts';
import { cases, type EditCase } from '../live/cases.ts';
import { compareSessions, ours, type Comparison } from '../live/compared/stage.ts';
import { toolNames, type ToolName } from '../live/compared/tools.ts';
import { measureEdits } from '../live/edits.ts';
import { editTargets, figureHeadings, figureRows } from '../live/report.ts';
import { chosen, counted } from '../options.ts';

const mostRounds = 1000;

/**
 * How long a saved line takes until a pod answers with it (P1). Without `--against` in the development sessions
 * that run in other terminals: it edits files of the checkout, and puts them back. With it in sessions that it
 * begins, ours and those of other tools in turn, in clones and a namespace of their own.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: 'web' },
      rounds: { type: 'string', default: '50' },
      namespace: { type: 'string', default: ownNamespace },
      against: { type: 'string' },
    },
  });
  const names = cases.map(({ release }) => release);
  const wanted = chosen(values.only, names);
  const tools = values.against === undefined ? [] : chosen(values.against, toolNames, 'against');
  const rounds = counted('rounds', values.rounds, mostRounds);
  watchForInterruption();
  const asked = cases.filter(({ release }) => wanted.includes(release));
  const figures =
    tools.length === 0
      ? await measureRunning(asked, values.namespace, rounds)
      : await measureTools(asked, tools, rounds);
  const rows = Object.entries(figures).flatMap(([release, each]) => figureRows(release, each));
  console.log(formatTable([figureHeadings, ...rows]));
  console.log(keepFigures('live', figures));
  const targets = asked.flatMap((each) => editTargets(each, figures[each.release] ?? {}));
  for (const target of targets) {
    const { what, figure, unit, atMost } = target;
    console.log(
      `${verdict(target)}: ${what}, ${shown(figure, unit)}, at most ${shown(atMost, unit)}`,
    );
  }
  return targets.some(isMissed) ? 1 : 0;
}

async function measureRunning(
  asked: readonly EditCase[],
  namespace: string,
  rounds: number,
): Promise<Comparison> {
  const figures: Record<string, Comparison[string]> = {};
  for (const each of asked) {
    const session = { workspace: workspaceRoot, address: await addressOf(each, namespace) };
    figures[each.release] = await measureEdits(each, { [ours]: session }, rounds);
  }
  return figures;
}

async function measureTools(
  asked: readonly EditCase[],
  tools: readonly ToolName[],
  rounds: number,
): Promise<Comparison> {
  leaveNx();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'taskora-bench-live-'));
  try {
    return await compareSessions({ folder, cases: asked, tools, rounds });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMain(main);
