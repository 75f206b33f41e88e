import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { UserError } from '@taskora/base/errors';
import { onInterruption } from '../base/interruption.ts';
import { run } from '@taskora/base/run';
import { environmentWith } from '../base/settings.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import type { InputSnapshot } from './snapshot.ts';

/** The request to the process that reads one commit. */
export interface StateRequest {
  readonly workspaceRoot: string;
  /** The programs are those of the present checkout; a worktree has none. */
  readonly programsRoot: string;
  readonly environment?: string;
  /** Paths in which the two commits differ; without them all files are read. */
  readonly changed?: readonly string[] | undefined;
  /** Folder that it may write into. */
  readonly folder: string;
  readonly answerFile: string;
}

/** One release as a commit has it, before its chart is rendered. */
export type ReleaseInputs = LeftOutState | SnapshotState;

/** The same with its manifests; a chart that cannot be rendered says why. */
export type ReleaseState = LeftOutState | RenderedState;

/** One that the environment's file of that commit leaves out; nothing is rendered for it. */
export interface LeftOutState {
  readonly project: string;
  readonly environment: string;
  readonly leftOut: string;
  readonly snapshot?: never;
}

export interface SnapshotState extends DeployedRelease {
  readonly leftOut?: never;
  readonly snapshot: InputSnapshot;
}

export interface RenderedState extends SnapshotState {
  readonly install: string;
  readonly upgrade: string;
  readonly failure?: string;
}

export type StateAnswer =
  | { readonly releases: readonly ReleaseInputs[] }
  | {
      readonly code: string;
      readonly project?: string;
      readonly what: string;
      readonly command: string;
    };

/** The compiled plugin lies beside its sources' place with another ending. */
const script = ['state-process.ts', 'state-process.js']
  .map((name) => join(import.meta.dirname, name))
  .find((path) => existsSync(path));

interface AskedState {
  /** `base` or `head`, for messages. */
  readonly name: string;
  readonly workspaceRoot: string;
  readonly programsRoot: string;
  readonly environment?: string;
  readonly changed?: readonly string[] | undefined;
  /** Everything that is written goes here, also Nx's own caches. */
  readonly folder: string;
}

/** Reads all releases of a checked-out commit in a process of its own. */
export async function askState(asked: AskedState): Promise<ReleaseInputs[]> {
  const { name, workspaceRoot, programsRoot, folder, environment, changed } = asked;
  const answerFile = join(folder, 'answer');
  const request: StateRequest = {
    workspaceRoot,
    programsRoot,
    folder,
    answerFile,
    changed,
    ...(environment === undefined ? {} : { environment }),
  };
  await mkdir(folder, { recursive: true });
  // An earlier question may have left its answer.
  await rm(answerFile, { force: true });
  const ending = new AbortController();
  const stopListening = onInterruption(async () => Promise.resolve(ending.abort()));
  const result = await run(process.execPath, [script ?? ''], {
    directory: workspaceRoot,
    input: JSON.stringify(request),
    environment: environmentWith(nxEnvironment(workspaceRoot, folder)),
    stops: [{ when: ending.signal, by: 'SIGTERM' }],
  });
  stopListening();
  if (!existsSync(answerFile)) {
    throw new UserError(
      'NXHELM_FORECAST_PROCESS',
      `the process that reads the ${name} ended without an answer: ${lastLines(result.stderr)}`,
      'npx nx report',
    );
  }
  return releasesIn(deserialize(await readFile(answerFile)) as StateAnswer, name);
}

function releasesIn(answer: StateAnswer, name: string): ReleaseInputs[] {
  if ('releases' in answer) return [...answer.releases];
  const { code, project, what, command } = answer;
  throw new UserError(code, `at the ${name}: ${what}`, command, { project });
}

/** Nx at its quietest: no daemon, no caches of the checkout, nothing of the run that asks. */
function nxEnvironment(workspaceRoot: string, folder: string) {
  return {
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    NX_NO_CLOUD: 'true',
    NX_WORKSPACE_ROOT_PATH: workspaceRoot,
    NX_WORKSPACE_DATA_DIRECTORY: join(folder, 'workspace-data'),
    NX_CACHE_DIRECTORY: join(folder, 'cache'),
    NX_TASK_TARGET_PROJECT: undefined,
    NX_TASK_TARGET_TARGET: undefined,
    NX_TASK_TARGET_CONFIGURATION: undefined,
    NX_TASK_HASH: undefined,
  };
}

const keptLines = 5;

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-keptLines).join(' ') || 'it printed nothing';
}
