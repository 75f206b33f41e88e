import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { createProjectGraphAsync } from '@nx/devkit';
import { untilStopped } from '../../base/interruption.ts';
import { runNx } from '../../base/nx-command.ts';
import { secondsSince } from '../../base/task-reports.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import { releasesOf } from '../../chart/releases.ts';
import { environmentOf } from '../environment-asked.ts';
import { executorOfAny, noReleases } from '../report.ts';
import type { ProfiledTask } from './releases-behind.ts';
import { releasesBehind, stepsOfTargets, timeSpent } from './releases-behind.ts';
import { createLoop, watchFiles, withoutIgnored } from './watch-loop.ts';

export interface WatchOptions {
  readonly environment?: string;
  readonly quietMilliseconds?: number;
}

const defaultQuietMilliseconds = 200;

/** Rolls out the releases that a saved file concerns, and prints the time of each step. */
export default executorOfAny<WatchOptions>(async (options, context, project) => {
  const { root, projectsConfigurations } = context;
  const environment = environmentOf(options.environment, context);
  const releases = releasesOf(projectsConfigurations.projects, environment);
  if (releases.length === 0) throw noReleases(project);
  const names = releases.map((release) => release.project);
  await untilStopped(async (stop) => {
    const loop = createLoop({
      stop,
      quietMilliseconds: options.quietMilliseconds ?? defaultQuietMilliseconds,
      onFiles: async (saved) => {
        const files = await withoutIgnored(root, saved);
        if (files.length === 0) return;
        // A save may have made an edge of the graph, such as the import of a library.
        const graph = await createProjectGraphAsync({ exitOnError: false });
        const concerned = releasesBehind(graph, names, files);
        if (concerned.length === 0) return;
        await rollOut(context, releases, concerned, files, environment);
        console.log('watching for the next save; Ctrl-C ends it');
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
  const started = Date.now();
  const more = files.length === 1 ? '' : ` and ${files.length - 1} more`;
  console.log(`saved ${files[0] ?? ''}${more}: ${concerned.join(', ')}`);
  const profile = join('dist', 'watch-profile.json');
  await rm(join(root, profile), { force: true });
  const targets = new Set(releases.map(({ deployTarget }) => deployTarget));
  const args = [
    'run-many',
    `--targets=${[...targets].join(',')}`,
    `--projects=${concerned.join(',')}`,
    // Of what succeeded or came out of the cache one line: a builder's log is long, and says nothing new.
    '--output-style=static-failures-only',
    ...(environment === undefined ? [] : [`--configuration=${environment}`]),
  ];
  const exitCode = await runNx(root, args, { environment: { NX_PROFILE: profile } });
  const steps = stepsOfTargets(projectsConfigurations.projects);
  const spent = timeSpent(await readProfile(join(root, profile)), steps);
  const outcome = exitCode === 0 ? 'done' : 'failed';
  console.log(
    `${outcome} ${secondsSince(started).toFixed(1)} s after the save: ${spent.join(', ')}`,
  );
}

async function readProfile(file: string): Promise<readonly ProfiledTask[]> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as ProfiledTask[]) : [];
}
