import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { startProgram } from '@taskora/base/stream';
import { untilStopped } from '../../base/interruption.ts';
import { environmentWith } from '../../base/settings.ts';
import { executorOfAny, leftOutOf } from '../report.ts';
import { againstOf } from './against.ts';
import type { DevOptions } from './options.ts';

/** Runs an app on this machine: by itself, or with the variables, files and Services of an environment's pods. */
export default executorOfAny<DevOptions>(async (options, context, project) => {
  const { against, command } = options;
  if (against === undefined) {
    await untilStopped((stop) => runApp({ command, variables: new Map() }, context, project, stop));
    return;
  }
  const leftOut = leftOutOf(context, { environment: against }, project);
  if (leftOut !== undefined) throw notDeployed(project, leftOut.leftOut);
  await untilStopped((stop) => runAgainst({ ...options, against }, context, project, stop));
});

async function runAgainst(
  options: DevOptions & { readonly against: string },
  context: ExecutorContext,
  project: string,
  stop: AbortSignal,
): Promise<void> {
  const { command, against } = options;
  const ending = new AbortController();
  const until = AbortSignal.any([stop, ending.signal]);
  try {
    const { variables, ended, remove } = await againstOf(options, {
      context,
      project,
      stop: until,
    });
    // An address that cannot be forwarded any more ends the app, which would wait for it in vain.
    const forwarding = ended.finally(() => ending.abort());
    const allEnded = Promise.allSettled([forwarding]);
    try {
      const withEnvironment = [...command, `--against=${against}`];
      await runApp({ command: withEnvironment, variables }, context, project, until);
    } finally {
      ending.abort();
      await allEnded;
      remove();
    }
    await forwarding;
  } finally {
    ending.abort();
  }
}

interface App {
  readonly command: readonly string[];
  readonly variables: ReadonlyMap<string, string>;
}

async function runApp(
  { command: [program = '', ...args], variables }: App,
  { root }: ExecutorContext,
  project: string,
  stop: AbortSignal,
): Promise<void> {
  if (stop.aborted) return;
  // The Node that this process has is the workspace's; another may come first on PATH.
  const started = program === 'node' ? process.execPath : program;
  const app = await startProgram(started, args, {
    directory: root,
    environment: environmentWith(Object.fromEntries(variables)),
  });
  const end = (): void => app.end('SIGTERM');
  process.once('exit', end);
  stop.addEventListener('abort', end, { once: true });
  const { exitCode, signal } = await app.ended;
  process.removeListener('exit', end);
  stop.removeEventListener('abort', end);
  if (exitCode === 0 || stop.aborted) return;
  throw new UserError(
    'NXHELM_DEV_ENDED',
    `${program} ${args[0] ?? ''} has ended (${signal ?? `exit code ${exitCode}`}), and its output above says why`,
    `correct it, then npx nx run ${project}:dev again`,
    { project },
  );
}

function notDeployed(project: string, why: string): UserError {
  return new UserError(
    'NXHELM_DEV_LEFT_OUT',
    `there are no pods whose variables it could have, ${why}`,
    `choose an environment that deploys it by --against`,
    { project },
  );
}
