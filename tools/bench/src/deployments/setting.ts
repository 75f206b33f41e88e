import { join } from 'node:path';
import { must } from '@taskora/dev/run';
import { nxEnvironment } from './nx-environment.ts';
import type { Skaffold } from './skaffold/skaffold.ts';

/** The product as it was, deployed beside today's. */
export interface Earlier {
  readonly commit: string;
  readonly workspace: string;
}

/** What every part is given. */
export interface Setting {
  /** The clone that is built and deployed. */
  readonly workspace: string;
  /** A folder for whatever else a part makes; it goes at the end. */
  readonly folder: string;
  readonly rounds: number;
  readonly skaffold: Skaffold;
  /** Nothing where it was not asked for, or no part compares with it. */
  readonly earlier: Earlier | undefined;
  say(line: string): void;
}

/** Runs the clone's own Nx, as a person does there. */
export async function nx(
  workspace: string,
  args: readonly string[],
  hasDaemon = true,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  return must(join(workspace, 'node_modules/.bin/nx'), args, {
    code: 'BENCH_NX_FAILED',
    fix: 'npx nx run dev:status',
    directory: workspace,
    environment: { ...nxEnvironment(hasDaemon), ...more },
  });
}

export const deployOnce = (
  workspace: string,
  hasDaemon = true,
  more: Readonly<Record<string, string>> = {},
): Promise<string> =>
  nx(workspace, ['run', 'infra:deploy-minikube', '--output-style=stream'], hasDaemon, more);
