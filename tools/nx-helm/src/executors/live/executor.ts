import type { ExecutorContext } from '@nx/devkit';
import { messageOf, UserError } from '@taskora/base/errors';
import { pause, untilStopped } from '../../base/interruption.ts';
import { endNxDaemon } from '../../base/nx-command.ts';
import { secondsSince } from '../../base/task-reports.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import type { ReleaseOptions } from '../../chart/releases.ts';
import { readImage } from '../../image/image-description.ts';
import { readBuiltFolder } from '../../live/image-folder.ts';
import type { LiveRequest } from '../../live/live-request.ts';
import { readLiveRequest, refuseImagesOnly } from '../../live/live-request.ts';
import type { PodVerdict } from '../../live/live-sync.ts';
import { LiveSync } from '../../live/live-sync.ts';
import type { WantedFolder } from '../../live/pod-sync.ts';
import { deploy } from '../../release/deploy.ts';
import type { HeldSession } from '../../release/live-session.ts';
import { holdLiveSession } from '../../release/live-session.ts';
import { cacheFolderOf } from '../assembly-request.ts';
import { executor, leftOutOf, pluginOptionsOf } from '../report.ts';
import { preparation, preparedPlace } from '../rollout/preparation.ts';
import { createLoop, watchFiles, withoutIgnored } from '../watch/executor.ts';
import { BuildSource } from './build-source.ts';
import { filesBehind } from './build-tasks.ts';
import type { CopiedFolders } from './copied-files.ts';

export interface LiveOptions extends ReleaseOptions {
  readonly copied?: CopiedFolders;
  readonly quietMilliseconds?: number;
  readonly verify?: boolean;
  readonly keepDaemon?: boolean;
}

const defaultQuietMilliseconds = 50;
const checkMilliseconds = 1000;
const shownDigits = 12;

/** Syncs what is built into running pods, and says whether they hold what the image would. */
export default executor<LiveOptions>(async (options, context, project) => {
  refuseImagesOnly(context.root, options, project);
  const leftOut = leftOutOf(context, options, project);
  if (leftOut !== undefined) throw notDeployed(project, leftOut.leftOut);
  const request = await readLiveRequest(context.root, project, options);
  if (options.verify === true) return verify(request, context, project);
  await untilStopped((stop) => runSession(request, { options, context, stop }));
});

interface Run {
  readonly options: LiveOptions;
  readonly context: ExecutorContext;
  readonly stop: AbortSignal;
}

async function runSession(request: LiveRequest, { options, context, stop }: Run): Promise<void> {
  const { release, kubectl, image, folder } = request;
  const session = await holdLiveSession(kubectl, release);
  const ended = AbortSignal.any([stop, session.lost]);
  const reading = new AbortController();
  let isAsImage: boolean | undefined;
  const say = (message: string): void => console.log(`${release}: ${message}`);
  try {
    await deploy({ ...request, prepare: () => prepare(request, options, context) });
    await session.bind();
    if (options.keepDaemon !== true) {
      await endNxDaemon(context.root);
      say('the Nx daemon is ended, which would make the project graph anew at each save');
    }
    const { copied = {} } = options;
    const source = new BuildSource({ context, project: image.project, folder, copied });
    const sync = createSync(request, AbortSignal.any([reading.signal, session.lost]), say);
    const first = await source.read();
    await sync.send(first);
    await sync.check();
    await session.note(first.contentId);
    const last = await follow({ source, sync, session, say, ended, first }, options, context);
    // Nx ends what is still there a few seconds after Ctrl-C, which the comparison may outlast.
    await session.end();
    if (!session.lost.aborted) isAsImage = report(await sync.compare(last), last, release);
  } finally {
    await session.end(isAsImage);
    reading.abort();
  }
  if (session.lost.aborted && !stop.aborted) throw lost(release);
}

/** A session installs a release that is not in its namespace yet, which may need what a deploy of it needs. */
function prepare(
  request: LiveRequest,
  { environment, environmentsDirectory }: LiveOptions,
  context: ExecutorContext,
): Promise<void> {
  const read = readEnvironment(context.root, environmentsDirectory, environment, request.release);
  const place = preparedPlace(request, environment, read);
  return preparation()(pluginOptionsOf(context).prepareModule, place);
}

function createSync(
  { kubectl, followKubectl, podLabels, release }: LiveRequest,
  stop: AbortSignal,
  say: (message: string) => void,
): LiveSync {
  if (followKubectl === undefined) throw new Error('a session needs a kubectl that goes on');
  return new LiveSync({ kubectl, followKubectl, project: release, podLabels, stop, say });
}

interface Session {
  readonly source: BuildSource;
  readonly sync: LiveSync;
  readonly session: HeldSession;
  readonly say: (message: string) => void;
  readonly ended: AbortSignal;
  readonly first: WantedFolder;
}

/** Until the session ends; gives what was sent last. */
async function follow(
  { source, sync, session, say, ended, first }: Session,
  { quietMilliseconds = defaultQuietMilliseconds }: LiveOptions,
  context: ExecutorContext,
): Promise<WantedFolder> {
  const { root, projectName = '' } = context;
  let last = first;
  const loop = createLoop({
    stop: ended,
    quietMilliseconds,
    onFiles: async (saved) => {
      const started = Date.now();
      const files = await withoutIgnored(root, saved);
      const own = filesBehind(context, projectName, files);
      if (own.length === 0) return;
      try {
        const wanted = await source.refresh(own);
        const built = secondsSince(started);
        const pods = await sync.send(wanted);
        last = wanted;
        await session.note(wanted.contentId);
        say(
          `saved ${own[0] ?? ''}: ${wanted.contentId.slice(0, shownDigits)} is in ${pods} pods after ${secondsSince(started).toFixed(2)} s (built in ${built.toFixed(2)} s)`,
        );
      } catch (error) {
        say(messageOf(error));
      }
    },
  });
  const subscription = await watchFiles(root, {
    onSave: loop.add,
    onError: (error) => say(`the file watcher failed, and saves may be missed: ${error.message}`),
  });
  say('synced; saves are sent to the pods, Ctrl-C ends that, and the next deploy the session');
  try {
    await Promise.all([loop.run(), checkAgainAndAgain(sync, ended)]);
    return last;
  } finally {
    await subscription.unsubscribe();
  }
}

async function checkAgainAndAgain(sync: LiveSync, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    await sync.check();
    await pause(checkMilliseconds, ended);
  }
}

/** Says of each pod whether it holds what the image would; gives whether all do. */
function report(verdicts: readonly PodVerdict[], image: WantedFolder, project: string): boolean {
  if (verdicts.length === 0) console.log(`${project}: no pod was reached, so nothing is compared`);
  for (const { pod, difference } of verdicts) {
    const id = image.contentId.slice(0, shownDigits);
    console.log(
      difference === undefined
        ? `${project}: pod ${pod} runs what the image would hold (${image.content.size} paths, ${id})`
        : `${project}: pod ${pod} does NOT run what the image would hold: ${difference}`,
    );
  }
  return verdicts.length > 0 && verdicts.every(({ difference }) => difference === undefined);
}

/** Compares the files of the image that was built, as a deploy would have it, with those of the pods. */
async function verify(
  request: LiveRequest,
  context: ExecutorContext,
  project: string,
): Promise<void> {
  const { image, folder } = request;
  const built = readImage(context.root, image.project);
  await untilStopped(async (stop) => {
    const sync = createSync(request, stop, (message) => console.log(`${project}: ${message}`));
    await sync.check();
    const workspaceRoot = context.root;
    const place = { workspaceRoot, cacheFolder: cacheFolderOf(workspaceRoot), folder };
    const wanted = await readBuiltFolder(place, built);
    if (report(await sync.compare(wanted), wanted, project)) return;
    throw differs(project, built.reference);
  });
}

function notDeployed(project: string, why: string): UserError {
  return new UserError(
    'NXHELM_LIVE_LEFT_OUT',
    `there is nothing to sync, ${why}`,
    `choose an environment that deploys it by -c`,
    { project },
  );
}

function differs(project: string, reference: string): UserError {
  return new UserError(
    'NXHELM_LIVE_DIFFERS',
    `what its pods run is not what ${reference} holds`,
    `npx nx run ${project}:live syncs it, npx nx run ${project}:helm-deploy runs the image`,
    { project },
  );
}

function lost(project: string): UserError {
  return new UserError(
    'NXHELM_LIVE_ENDED',
    'a deploy, or another session, has ended this one',
    `npx nx run ${project}:live begins another`,
    { project },
  );
}
