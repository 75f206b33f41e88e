import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { copyModule, goEnvironment, linkerFlags } from '@taskora/minikube/builder';
import type { Program } from '@taskora/minikube/modules';
import { childEnvironment } from '@taskora/dev/environment';
import { refuseIfInterrupted } from '../interruption.ts';
import { actionCosts, totalCosts, type ActionCosts } from './action-graph.ts';
import type { BuildPlan } from './plans.ts';
import { watchUsage, type Usage } from './usage.ts';

export interface Measured extends Usage {
  readonly seconds: number;
}

export type BuildFigures = Measured & ActionCosts;

/** The programs of one folder, which share their sources and what the linker writes into them. */
export interface ProgramGroup {
  readonly module: string;
  readonly programs: readonly [Program, ...Program[]];
}

export function groupsOf(programs: Iterable<Program>): ProgramGroup[] {
  const groups = Map.groupBy(programs, ({ module }) => module);
  return [...groups].flatMap(([module, [first, ...others]]) =>
    first === undefined ? [] : [{ module, programs: [first, ...others] as const }],
  );
}

const packagesOf = ({ programs }: ProgramGroup): string[] =>
  programs.map((program) => program.package);

/** Go in the copy of the folder, with the caches of the work folder alone. */
async function go(
  args: readonly string[],
  { programs: [{ source, module }] }: ProgramGroup,
  work: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const directory = copyModule(source, module, work);
  let stop: (() => Usage) | undefined;
  const began = performance.now();
  const { exitCode, stderr } = await run('go', args, {
    directory,
    environment: childEnvironment({ ...goEnvironment(work), ...environment }),
    onStart: ({ pid }) => (stop = watchUsage(pid)),
  });
  const seconds = (performance.now() - began) / 1000;
  const usage = stop?.() ?? { processorSeconds: 0, peakMegabytes: 0 };
  if (exitCode === 0) return { seconds, ...usage };
  refuseIfInterrupted();
  const last = stderr.trim().split('\n').slice(-3).join(' | ');
  const what = `go ${args[0]} for ${module} ended with code ${exitCode}: ${last}`;
  throw new UserError(
    'PROGRAMS_NOT_BUILT',
    what,
    'correct that cause, then run this command again',
  );
}

/** Go finds what is imported, and downloads the modules that have it. */
export const download = (group: ProgramGroup, work: string): Promise<Measured> =>
  go(['list', '-deps', ...packagesOf(group)], group, work);

const buildCalls = (group: ProgramGroup, { calls }: BuildPlan): readonly string[][] =>
  calls === 'one' ? [packagesOf(group)] : packagesOf(group).map((each) => [each]);

/** Builds all programs of a folder by a plan; what was compiled for others stays in the cache. */
export async function build(
  group: ProgramGroup,
  plan: BuildPlan,
  work: string,
): Promise<BuildFigures> {
  const [first] = group.programs;
  const graph = join(work, 'actions.json');
  const results = join(work, 'results');
  const parts: (Measured & { readonly costs: ActionCosts })[] = [];
  for (const packages of buildCalls(group, plan)) {
    mkdirSync(results, { recursive: true });
    const flags = [`-debug-actiongraph=${graph}`, '-ldflags', linkerFlags(first), ...plan.flags];
    const args = ['build', ...flags, '-o', `${results}/`, ...packages];
    const measured = await go(args, group, work, plan.environment);
    parts.push({ ...measured, costs: actionCosts(readFileSync(graph, 'utf8')) });
    rmSync(results, { recursive: true });
  }
  const sum = (of: (part: Measured) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  return {
    seconds: sum(({ seconds }) => seconds),
    processorSeconds: sum((part) => part.processorSeconds),
    peakMegabytes: Math.max(...parts.map((part) => part.peakMegabytes)),
    ...totalCosts(parts.map(({ costs }) => costs)),
  };
}
