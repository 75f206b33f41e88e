import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/dev/run';
import { nxEnvironment } from './nx-environment.ts';
import type { Skaffold } from './skaffold/skaffold.ts';

/** What every part is given. */
export interface Setting {
  /** The clone that is built and deployed. */
  readonly workspace: string;
  /** A folder for whatever else a part makes; it goes at the end. */
  readonly folder: string;
  readonly rounds: number;
  readonly skaffold: Skaffold;
  say(line: string): void;
}

/** Runs the clone's own Nx, as a person does there. */
export async function nx(
  workspace: string,
  args: readonly string[],
  hasDaemon = true,
): Promise<string> {
  const environment = nxEnvironment(hasDaemon);
  const program = join(workspace, 'node_modules/.bin/nx');
  const result = await run(program, [...args], { directory: workspace, environment });
  if (result.exitCode === 0) return result.stdout;
  const what = `nx ${args.join(' ')}: ${result.stdout.slice(-4000)}\n${result.stderr.slice(-2000)}`;
  throw new UserError('BENCH_NX_FAILED', what, 'npx nx run dev:status');
}

export const deployOnce = (workspace: string, hasDaemon = true): Promise<string> =>
  nx(workspace, ['run', 'infra:deploy-minikube', '--output-style=stream'], hasDaemon);
