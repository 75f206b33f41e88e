import { mkdir, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { createProjectGraphAsync } from '@nx/devkit';
import type { AsyncSubscription } from '@parcel/watcher';
import watcher from '@parcel/watcher';
import { run } from '@taskora/base/run';
import { pause, untilStopped } from '../../base/interruption.ts';
import { runNx } from '../../base/nx-command.ts';
import { spansVariable } from '../../base/settings.ts';
import { secondsSince } from '../../base/task-reports.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import { executorOfAny, releasesAsked } from '../report.ts';
import { keepGraph } from './kept-graph.ts';
import { releasesBehind } from './releases-behind.ts';
import { runSpans } from './run-spans.ts';
import { showSpans, spansFolder } from './show-spans.ts';

/** Folders in which builds write; a rollout would else set off the next. */
const ignored = [
  '.git',
  '.nx',
  'dist',
  '**/node_modules',
  '**/.next',
  '**/.venv',
  '**/__pycache__',
];

interface Watching {
  /** Files that were saved together, relative to the workspace. */
  readonly onSave: (files: readonly string[]) => void;
  readonly onError: (error: Error) => void;
}

export async function watchFiles(
  workspaceRoot: string,
  { onSave, onError }: Watching,
): Promise<AsyncSubscription> {
  return watcher.subscribe(
    workspaceRoot,
    (error, events) => {
      if (error !== null) onError(error);
      else onSave(events.map(({ path }) => relative(workspaceRoot, path).split(sep).join('/')));
    },
    { ignore: ignored },
  );
}

/** Without what git ignores: tests, editors and tools write such files all the time. */
export async function withoutIgnored(
  workspaceRoot: string,
  files: readonly string[],
): Promise<string[]> {
  const { exitCode, stdout } = await run('git', ['check-ignore', '-z', '--stdin'], {
    directory: workspaceRoot,
    input: files.join('\0'),
  });
  // 1 says that none is ignored; anything else, that there is no git to ask.
  if (exitCode !== 0) return [...files];
  const ignoredFiles = new Set(stdout.split('\0'));
  return files.filter((file) => !ignoredFiles.has(file));
}

interface LoopOptions {
  readonly stop: AbortSignal;
  /** Waits this long for more files, because editors and formatters save in steps. */
  readonly quietMilliseconds: number;
  /** True when something was rolled out, or was tried to be. */
  readonly onFiles: (files: readonly string[]) => Promise<void>;
}

interface SavedFiles {
  add(files: readonly string[]): void;
  /** Ends when it is stopped, after a run in progress. */
  run(): Promise<void>;
}

/** Hands over saved files one run at a time; what is saved during a run is the next run's. */
export function createLoop({ stop, quietMilliseconds, onFiles }: LoopOptions): SavedFiles {
  const saved = new Set<string>();
  let wake = (): void => undefined;
  return {
    add: (files) => {
      for (const file of files) saved.add(file);
      wake();
    },
    run: async () => {
      stop.addEventListener('abort', () => wake(), { once: true });
      while (!stop.aborted) {
        if (saved.size === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        await pause(quietMilliseconds, stop);
        const files = [...saved].sort();
        saved.clear();
        if (!stop.aborted) await onFiles(files);
      }
    },
  };
}

export interface WatchOptions {
  readonly environment?: string;
  readonly quietMilliseconds?: number;
}

const defaultQuietMilliseconds = 200;

/** Rolls out the releases that a saved file concerns, and prints the time of each step. */
export default executorOfAny<WatchOptions>(async (options, context, project) => {
  const { root } = context;
  const { environment, releases } = releasesAsked(options.environment, context, project);
  const names = releases.map((release) => release.project);
  const graph = keepGraph(context.projectGraph, () =>
    createProjectGraphAsync({ exitOnError: false }),
  );
  await untilStopped(async (stop) => {
    const loop = createLoop({
      stop,
      quietMilliseconds: options.quietMilliseconds ?? defaultQuietMilliseconds,
      onFiles: async (saved) => {
        const files = await withoutIgnored(root, saved);
        if (files.length === 0) return;
        const concerned = releasesBehind(await graph.for(files), names, files);
        if (concerned.length > 0) {
          await rollOut(context, releases, concerned, files, environment);
          console.log('watching for the next save; Ctrl-C ends it');
        }
        graph.renew();
      },
    });
    const subscription = await watchFiles(root, {
      onSave: loop.add,
      onError: (error) =>
        console.warn(`the file watcher failed, and saves may be missed: ${error.message}`),
    });
    console.log(`watching for saved files; releases: ${names.join(', ')}; Ctrl-C ends it`);
    try {
      await loop.run();
    } finally {
      await subscription.unsubscribe();
    }
  });
});

async function rollOut(
  { root, projectsConfigurations }: ExecutorContext,
  releases: readonly DeployedRelease[],
  concerned: readonly string[],
  files: readonly string[],
  environment: string | undefined,
): Promise<void> {
  const startMs = Date.now();
  const more = files.length === 1 ? '' : ` and ${files.length - 1} more`;
  console.log(`saved ${files[0] ?? ''}${more}: ${concerned.join(', ')}`);
  await mkdir(join(root, spansFolder), { recursive: true });
  const profile = join(spansFolder, 'nx-profile.json');
  const recorded = join(root, spansFolder, 'tasks.jsonl');
  await Promise.all([join(root, profile), recorded].map((file) => rm(file, { force: true })));
  const targets = new Set(releases.map(({ deployTarget }) => deployTarget));
  const args = [
    'run-many',
    `--targets=${[...targets].join(',')}`,
    `--projects=${concerned.join(',')}`,
    // Of what succeeded or came out of the cache one line: a builder's log is long, and says nothing new.
    '--output-style=static-failures-only',
    ...(environment === undefined ? [] : [`--configuration=${environment}`]),
  ];
  const variables = { NX_PROFILE: profile, [spansVariable]: recorded };
  const exitCode = await runNx(root, args, { environment: variables });
  const time = { startMs, endMs: Date.now() };
  const of = { profile: join(root, profile), spans: recorded };
  const spans = runSpans(projectsConfigurations.projects, of, time);
  const outcome = exitCode === 0 ? 'done' : 'failed';
  console.log(`${outcome} ${secondsSince(startMs).toFixed(1)} s after the save:`);
  await showSpans(root, `saved ${files[0] ?? ''}${more}`, spans);
}
