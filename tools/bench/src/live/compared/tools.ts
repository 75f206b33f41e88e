import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { StartedProgram } from '@taskora/base/stream';
import { ownNamespace } from '../../deployments/names.ts';
import type { Skaffold } from '../../deployments/skaffold/skaffold.ts';
import { waitFor } from '../../wait-for.ts';
import { skaffoldDevConfiguration, type ToolPlace } from './configurations.ts';
import type { Watched } from './watched.ts';

/** Others that can be measured beside our sessions. */
export const toolNames = ['skaffold', 'skaffold-50ms'] as const;
export type ToolName = (typeof toolNames)[number];

export interface ToolRequest {
  /** A folder for its files and its log. */
  readonly folder: string;
  readonly watched: Watched;
  readonly place: ToolPlace;
}

/** A tool that watches its clone until it is stopped. */
export interface RunningTool {
  stop(): Promise<void>;
}

export type Tool = (request: ToolRequest) => Promise<RunningTool>;

/** The first image, and the pod of it. */
const firstDeploySeconds = 900;

/** Waits until the tool says that it watches; one that ends before says why in its log. */
export async function watching(
  program: StartedProgram,
  log: string,
  says: string,
): Promise<RunningTool> {
  let isEnded = false;
  void program.ended.then(() => (isEnded = true));
  const stop = async (): Promise<void> => {
    program.end('SIGINT');
    await program.ended;
  };
  const said = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  try {
    const begins = (): boolean => isEnded || said().includes(says);
    await waitFor(begins, firstDeploySeconds, `${log} does not say: ${says}`);
    if (!isEnded) return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
  throw new UserError(
    'BENCH_TOOL_ENDED',
    `it ended before it watched: ${said().trim().split('\n').slice(-lastLines).join('\n')}`,
    'npx nx run dev:status',
  );
}

const lastLines = 20;

/** As it is without settings, an interval of a second; or one that is as short as that of our sessions. */
export function skaffoldTool(skaffold: Skaffold, name: ToolName): Tool {
  const options = name === 'skaffold-50ms' ? ['--watch-poll-interval=50'] : [];
  return async ({ folder, watched, place }) => {
    const log = join(folder, `${name}.log`);
    const runner = skaffold.withConfiguration(name, skaffoldDevConfiguration(watched, place));
    // It sends files to pods of its own namespace alone, whichever the manifest names.
    const own = ['--namespace', ownNamespace, '--tail=false', '--port-forward=off'];
    const program = await runner.dev([...own, ...options], log);
    return watching(program, log, 'Watching for changes');
  };
}
