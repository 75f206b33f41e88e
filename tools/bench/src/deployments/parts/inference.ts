import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '@taskora/dev/environment';
import { run } from '@taskora/dev/run';
import type { Figure } from '../figures.ts';
import { ratio, seconds, type PartResult } from '../report.ts';
import type { Setting } from '../setting.ts';

interface Shown {
  readonly projects: number;
  readonly ratio: number;
  readonly packageRatio: number;
  readonly largestRatio: number;
  readonly medianMilliseconds: Readonly<Record<string, number>>;
  readonly rawFigures: Readonly<Record<string, readonly Figure[]>>;
}
interface Report {
  readonly showProjects: Shown;
  readonly inference: {
    readonly projects: number;
    readonly firstMilliseconds: number;
    readonly largestMilliseconds: number;
  };
}

/** The plugin's own bench, in a workspace of its own, with the sources and with the built package. */
export async function benchInference({ folder, rounds }: Setting): Promise<PartResult> {
  const out = join(folder, 'inference.json');
  const script = join(workspaceRoot, 'tools/nx-helm/bench/inference.ts');
  // Each takes about a second, so there is time for more rounds.
  const args = [script, `--rounds=${rounds * 2 + 1}`, `--out=${out}`];
  const { exitCode, stdout, stderr } = await run(process.execPath, args);
  // 1 says that a target was missed, which the report says as well.
  if (exitCode > 1)
    throw new UserError('BENCH_RUN_FAILED', `${stdout}\n${stderr}`, 'npx nx run nx-helm:build');
  const { showProjects, inference } = JSON.parse(readFileSync(out, 'utf8')) as Report;
  const medians = Object.entries(showProjects.medianMilliseconds);
  const without = showProjects.medianMilliseconds['without'] ?? Number.NaN;
  const allowed = without * (showProjects.largestRatio - 1);
  return {
    name: 'inference',
    title: 'What the plugin costs a graph',
    targets: [
      ratio(
        '`nx show projects` with the plugin as people install it, against without',
        showProjects.packageRatio,
        showProjects.largestRatio,
      ),
      ratio(
        '`nx show projects` with the plugin from its sources, against without',
        showProjects.ratio,
        showProjects.largestRatio,
      ),
      seconds(
        `inference of ${inference.projects} projects in a new process`,
        inference.firstMilliseconds / 1000,
        inference.largestMilliseconds / 1000,
      ),
    ],
    notes: [
      `${showProjects.projects} projects, without daemon and plugin isolation. Medians: ${medians.map(([name, value]) => `${name} ${value.toFixed(0)} ms`).join(', ')}.`,
      `The less Nx itself takes, the less is allowed: here ${allowed.toFixed(0)} ms for the loading of the plugin, ${showProjects.projects} projects' files and their targets.`,
    ],
    raw: showProjects.rawFigures,
  };
}
