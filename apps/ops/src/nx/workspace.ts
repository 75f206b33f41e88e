import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { maskText } from '@taskora/ops-core';
import { kubeconfigWith, namespaceOf, refuseOtherNamespace } from './place.ts';
import { nxProgram } from './program.ts';

type Found = Readonly<Record<string, unknown>>;

/** What only a checkout knows; its questions are those of nx-helm, so there is one judgement of drift. */
export interface Workspace {
  drift(release: string | undefined, signal: AbortSignal): Promise<Found>;
  plan(release: string | undefined, signal: AbortSignal): Promise<Found>;
  forecast(release: string | undefined, base: string, signal: AbortSignal): Promise<Found>;
}

const checkout = fileURLToPath(new URL('../../../../', import.meta.url));

type Variables = Readonly<Record<string, string | undefined>>;

export interface WorkspaceOptions {
  readonly root?: string;
  readonly environment?: string | undefined;
  /** The kube-context that Nx has to ask, whatever the current one is. */
  readonly context?: string;
  /** The namespace that the other tools read. */
  readonly namespace?: string;
  /** The environment of the Nx that is started. */
  readonly variables?: Variables;
  /** Runs Nx with these arguments. */
  readonly runNx?: RunNx;
}

type RunNx = (
  args: readonly string[],
  signal: AbortSignal,
  variables: Variables,
) => Promise<{ readonly exitCode: number; readonly output: string }>;

export function openWorkspace({
  root = checkout,
  environment,
  context,
  namespace,
  variables = {},
  runNx = nxOf(root, variables),
}: WorkspaceOptions = {}): Workspace {
  const chosen = environment === undefined ? [] : [`--configuration=${environment}`];
  // Nx keeps a lock of its own over a workspace; two questions at once would build the same twice.
  let last: Promise<unknown> = Promise.resolve();
  const ask = (args: readonly string[], signal: AbortSignal): Promise<unknown> => {
    const asking = { args, context, variables };
    const answer = last.then(() => answerOf(runNx, asking, signal));
    last = answer.catch(() => undefined);
    return answer;
  };
  const checkNamespace = (): void => {
    if (namespace !== undefined) refuseOtherNamespace(namespace, namespaceOf(root, environment));
  };
  return {
    drift: async (release, signal) => {
      checkNamespace();
      const found = await ask(['run', 'infra:drift', '--json', ...chosen], signal);
      return { releases: chosenOf(listIn(found), 'release', release), comparedBy: 'infra:drift' };
    },
    plan: async (release, signal) => {
      checkNamespace();
      // Without the tasks that it depends on: one of them would start a cluster that is not there.
      const args = ['run', 'infra:plan', '--json', '--exclude-task-dependencies', ...chosen];
      const found = await ask(args, signal);
      const { releases, ...about } = recordIn(found);
      return { ...about, releases: chosenOf(listIn(releases), 'release', release) };
    },
    forecast: async (release, base, signal) => {
      const args = ['run', 'infra:forecast', '--format=json', `--base=${base}`, ...chosen];
      const found = await ask(args, signal);
      const { releases, ...about } = recordIn(found);
      return { ...about, releases: chosenOf(listIn(releases), 'project', release) };
    },
  };
}

function nxOf(root: string, variables: Variables): RunNx {
  return async (args, signal, own) => {
    const { exitCode, stdout, stderr } = await run(process.execPath, [nxProgram(root), ...args], {
      directory: root,
      environment: { ...variables, ...own, NX_TUI: 'false', FORCE_COLOR: '0', NO_COLOR: '1' },
      stops: [{ when: signal, by: 'SIGTERM' }],
    });
    return { exitCode, output: `${stderr}\n${stdout}` };
  };
}

interface Asking {
  readonly args: readonly string[];
  readonly context: string | undefined;
  readonly variables: Variables;
}

/** The answer is read from a file: Nx and the builds print beside it. */
async function answerOf(
  runNx: RunNx,
  { args, context, variables }: Asking,
  signal: AbortSignal,
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'ops-'));
  try {
    const file = join(folder, 'answer.json');
    const own =
      context === undefined
        ? {}
        : { KUBECONFIG: await kubeconfigWith(context, variables['KUBECONFIG'], folder) };
    const { exitCode, output } = await runNx([...args, `--out=${file}`], signal, own);
    if (exitCode !== 0) throw failed(args, output);
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `CODE: what failed. Do: the command`, as all tools of the workspace print it. */
const printed = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+): (.+?)\.? Do: (.+)$/m;

/** The error that the task printed keeps its own code. */
function failed(args: readonly string[], output: string): UserError {
  const [, code, what, command] = printed.exec(output) ?? [];
  if (code !== undefined && what !== undefined && command !== undefined) {
    return new UserError(code, maskText(what), command);
  }
  const task = args[1] ?? '';
  const end = output.trim().split('\n').slice(-3).join(' ');
  return new UserError(
    'OPS_NX_FAILED',
    `nx run ${task} failed: ${maskText(end)}`,
    `npx nx run ${task}`,
  );
}

function recordIn(found: unknown): Record<string, unknown> {
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}

function listIn(found: unknown): Record<string, unknown>[] {
  return Array.isArray(found) ? found.map(recordIn) : [];
}

function chosenOf(
  releases: readonly Record<string, unknown>[],
  field: string,
  release: string | undefined,
): readonly Record<string, unknown>[] {
  if (release === undefined) return releases;
  const own = releases.filter((one) => one[field] === release);
  if (own.length > 0) return own;
  throw new UserError(
    'OPS_RELEASE_UNKNOWN',
    `this workspace deploys no release ${release}; it deploys ${releases.map((one) => String(one[field])).join(', ')}`,
    'call ops_releases, then name one of its releases',
  );
}
