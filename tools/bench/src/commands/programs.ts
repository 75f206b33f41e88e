import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { workspaceRoot } from '@taskora/dev/environment';
import { allPrograms } from '@taskora/minikube/modules';
import { processSettings } from '@taskora/minikube/settings';
import { refuseIfInterrupted, watchForInterruption } from '../interruption.ts';
import { keepFigures } from '../keep.ts';
import { chosen, counted } from '../options.ts';
import { build, download, groupsOf, type ProgramGroup } from '../programs/build.ts';
import { inTurn, PLAN_NAMES, PLANS, type PlanName } from '../programs/plans.ts';
import { buildTable, downloadTable, type BuildRow, type DownloadRow } from '../programs/report.ts';

/**
 * What the cluster's programs take to be downloaded and built from empty caches (N8):
 * `nx run bench:programs [--only=FOLDER,FOLDER] [--plans=PLAN,PLAN] [--rounds=N]`. Each plan begins with
 * an empty build cache, and the plans take turns. Compare processor time, which other load on the machine changes
 * least. All of it is in a temporary folder; it fails for no figure.
 */
async function main(): Promise<number> {
  const options = {
    only: { type: 'string' },
    plans: { type: 'string', default: 'as-built' },
    rounds: { type: 'string', default: '1' },
  } as const;
  const { values } = parseArgs({ options });
  const all = groupsOf(allPrograms(processSettings(workspaceRoot)).values());
  const names = all.map(({ module }) => module);
  const wanted = values.only === undefined ? names : chosen(values.only, names);
  const groups = all.filter(({ module }) => wanted.includes(module));
  const plans = chosen(values.plans, PLAN_NAMES);
  const rounds = counted('rounds', values.rounds, 20);
  watchForInterruption();
  const work = mkdtempSync(join(tmpdir(), 'bench-programs-'));
  try {
    const downloads = await measureDownloads(groups, work);
    console.log(`${downloadTable(downloads)}\n`);
    const builds = await measureBuilds(groups, inTurn(plans, rounds), work);
    console.log(buildTable(builds));
    console.log(keepFigures('programs', { load: loadavg(), downloads, builds }));
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
  return 0;
}

async function measureDownloads(
  groups: readonly ProgramGroup[],
  work: string,
): Promise<DownloadRow[]> {
  const rows: DownloadRow[] = [];
  for (const group of groups) {
    refuseIfInterrupted();
    rows.push({ module: group.module, ...(await download(group, work)) });
  }
  return rows;
}

async function measureBuilds(
  groups: readonly ProgramGroup[],
  turns: readonly PlanName[],
  work: string,
): Promise<BuildRow[]> {
  const rows: BuildRow[] = [];
  for (const [turn, plan] of turns.entries()) {
    rmSync(join(work, 'build'), { recursive: true, force: true });
    mkdirSync(join(work, 'build'));
    for (const group of groups) {
      refuseIfInterrupted();
      const figures = await build(group, PLANS[plan], work);
      console.log(`${group.module} by ${plan}: ${figures.seconds.toFixed(1)} s`);
      rows.push({ module: group.module, plan, round: turn, ...figures });
    }
  }
  return rows;
}

await runMain(main);
