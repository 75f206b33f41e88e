import type { Machine } from '../../base/machine.ts';
import type { RunResult } from '@taskora/base/run';
import type { Helm, HelmOptions } from '../../chart/helm.ts';
import type { Kubectl } from '../../cluster/connect.ts';
import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import type { DeployRequest, Outcome } from '../../release/deploy-request.ts';
import { deploy } from '../../release/deploy.ts';
import { rollback } from '../../release/rollback.ts';
import type { ApiServer } from './api-server.ts';
import { createApiServer } from './api-server.ts';
import { runHelmModel } from './helm-model.ts';
import { brokenRollback, deviation, unmigrated } from './invariants.ts';
import { createKubectlModel } from './kubectl-model.ts';
import type { Random } from './random.ts';
import type { Actor, Schedule } from './schedule.ts';
import { createSchedule } from './schedule.ts';
import type { Version } from './versions.ts';
import { manifestOf, release } from './versions.ts';

export const namespace = 'acme';

/** How a run of the deployer ended. */
export type End =
  | { readonly kind: 'done'; readonly outcome: Outcome; readonly version: Version }
  | { readonly kind: 'rolled-back'; readonly error: Error }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'killed' };

export interface SimulatedRun {
  readonly actor: Actor;
  /** The Helm processes that it has started. */
  readonly helms: readonly Actor[];
  readonly end: () => End | undefined;
  /** Whether the release was once, when the run read it, as the run's version says. */
  readonly sawItDone: () => boolean;
}

/** What a person may give, and what is on the nodes. */
export interface RollbackOptions {
  readonly revision?: number;
  readonly isSchemaRestored?: boolean;
  /** By default no image is one that would have to be on a node. */
  readonly imagePrefix?: string;
  readonly onNodes?: () => Promise<ReadonlySet<string>>;
}

export interface World {
  readonly api: ApiServer;
  readonly schedule: Schedule;
  startDeploy(version: Version, place?: string): SimulatedRun;
  startRollback(place?: string, options?: RollbackOptions): SimulatedRun;
  startHelm(args: readonly string[]): Actor;
  /** Stops a run as a machine does that sleeps, for longer than its Helm is let work without renewals. */
  suspend(run: SimulatedRun): void;
  /** What keeps a Helm whose run has ended or is suspended, and has not killed it yet. */
  keepers(): readonly Actor[];
  /** Called when a Helm is about to write, with all others that are at work. */
  onProblem(listener: (problem: string) => void): void;
}

const killedExitCode = 137;
/** How many requests may be answered while something takes long. */
const slowest = 40;

export interface WorldOptions {
  readonly hasNamespace: boolean;
  readonly stored?: readonly KubernetesObject[];
  readonly historyMost: number;
}

export function createWorld(random: Random, options: WorldOptions): World {
  const api = createApiServer(options);
  const { historyMost } = options;
  const schedule = createSchedule(random);
  const changing = new Set<Actor>();
  const listeners: ((problem: string) => void)[] = [];
  const report = (problem: string): void => listeners.forEach((listener) => listener(problem));

  api.onWrite(() => {
    const deployed = api.list('Secret', { owner: 'helm', name: release, status: 'deployed' });
    if (deployed.length > 1) report('two revisions are deployed');
  });
  api.onWrite((object) => {
    const problem = unmigrated(api, object);
    if (problem !== undefined) report(problem);
  });

  /** Helm as a process of its own, which lives on where its run is killed. */
  const runHelm = (
    helm: Actor,
    args: readonly string[],
    options: HelmOptions,
  ): Promise<RunResult> => {
    const killed = { exitCode: killedExitCode, stdout: '', stderr: '' };
    if (helm.hasEnded) return Promise.resolve(killed);
    let isCancelled = false;
    const terminate = (): void => {
      // Of Helm's commands only these listen to the signal; it ends the others.
      if (args[0] === 'upgrade') isCancelled = true;
      else schedule.kill(helm);
    };
    terminations.set(helm, terminate);
    for (const { when } of options.stops ?? []) when.addEventListener('abort', terminate);
    const step = <Result>(label: string, effect: () => Result): Promise<Result> => {
      const answer = (): Result => {
        if (/^helm (creates|writes|completes|applies|deletes|removes)/.test(label)) {
          changing.add(helm);
          const others = [...changing].filter((each) => each !== helm && !each.hasEnded);
          if (others.length > 0) report(`two Helms change the release at once: ${label}`);
        }
        return effect();
      };
      // Pods take their time to get ready.
      return schedule.ask(helm, label, answer, label === 'helm waits' ? random.below(slowest) : 0);
    };
    const setting = { api, namespace, manifestOf, step, isCancelled: () => isCancelled };
    return new Promise((resolve) => {
      schedule.whenEnded(helm, (isKilled) => {
        if (isKilled) resolve(killed);
      });
      void runHelmModel({ ...setting, historyMost }, args).then((result) => {
        if (helm.hasEnded) return;
        schedule.end(helm);
        resolve(result);
      });
    });
  };
  const terminations = new Map<Actor, () => void>();

  const machineOf = (actor: Actor): Machine => ({
    host: actor.place,
    place: actor.place,
    processId: actor.processId,
    isAlive: schedule.isAlive,
    commandLine: (processId) =>
      schedule.actors().find((each) => each.processId === processId)?.commandLine ?? [],
    endProcess: async (processId) => {
      const helm = schedule.actors().find((each) => each.processId === processId);
      if (helm === undefined || helm.hasEnded) return true;
      terminations.get(helm)?.();
      if (helm.hasEnded) return true;
      actor.waitsFor += 1;
      await new Promise<void>((resolve) => schedule.whenEnded(helm, () => resolve()));
      actor.waitsFor -= 1;
      return true;
    },
  });

  const kept = new Set<Actor>();
  const keepers: Actor[] = [];
  /** What keeps a Helm notices that the run is at an end, and kills it then, though not at once. */
  const killSoon = (helm: Actor): void => {
    if (helm.hasEnded || !kept.has(helm)) return;
    const keeper = schedule.start(`${helm.name}'s keeper`, helm.place);
    keepers.push(keeper);
    const kill = (): void => {
      schedule.kill(helm);
      schedule.end(keeper);
    };
    const delay = random.below(slowest);
    void schedule.ask(keeper, 'kills the Helm of a run that has ended', kill, delay);
  };

  const helmOf = (actor: Actor, helms: Actor[]): Helm => ({
    run: async (args, options = {}) => {
      const helm = schedule.start(`${actor.name}'s helm`, actor.place, ['helm', ...args]);
      helms.push(helm);
      const { keeping } = options;
      if (keeping !== undefined) kept.add(helm);
      schedule.whenEnded(actor, () => killSoon(helm));
      helm.waitsFor += 1;
      await keeping?.begin(helm.processId).catch((error: unknown) => {
        schedule.end(helm);
        throw error;
      });
      helm.waitsFor -= 1;
      keeping?.lost.addEventListener('abort', () => schedule.kill(helm));
      actor.waitsFor += 1;
      const result = await runHelm(helm, args, options);
      actor.waitsFor -= 1;
      return result;
    },
  });

  let checked = { version: undefined as Version | undefined, writes: -1, isAsRendered: false };
  const isAsRendered = (version: Version): boolean => {
    const writes = api.writes();
    if (checked.version !== version || checked.writes !== writes) {
      checked = { version, writes, isAsRendered: deviation(api, version) === undefined };
    }
    return checked.isAsRendered;
  };

  const start = (
    name: string,
    place: string,
    version: Version | undefined,
    work: (actor: Actor, helms: Actor[], kubectl: Kubectl) => Promise<End>,
  ): SimulatedRun => {
    const actor = schedule.start(name, place);
    const helms: Actor[] = [];
    let isDone = false;
    const kubectl = createKubectlModel(api, schedule, actor, () => {
      isDone ||= version !== undefined && isAsRendered(version);
    });
    let ended: End | undefined;
    schedule.whenEnded(actor, (isKilled) => {
      if (isKilled) ended = { kind: 'killed' };
    });
    void work(actor, helms, kubectl)
      .catch((error: unknown): End => {
        const failure = error instanceof Error ? error : new Error(String(error));
        const isRolledBack = failure.message.startsWith('NXHELM_ROLLOUT_FAILED');
        return { kind: isRolledBack ? 'rolled-back' : 'failed', error: failure };
      })
      .then((end) => {
        const problem = end.kind === 'rolled-back' ? brokenRollback(api) : undefined;
        if (problem !== undefined) report(problem);
        ended ??= end;
        schedule.end(actor);
      });
    return { actor, helms, end: () => ended, sawItDone: () => isDone };
  };

  let runs = 0;
  const nameOf = (what: string): string => `${what} ${(runs += 1)}`;

  return {
    api,
    schedule,
    onProblem: (listener) => void listeners.push(listener),
    startDeploy: (version, place = 'here') =>
      start(nameOf('deploy'), place, version, async (actor, helms, kubectl) => {
        const request = requestOf(version, {
          helm: helmOf(actor, helms),
          kubectl,
          machine: machineOf(actor),
        });
        return { kind: 'done', outcome: await deploy(request), version };
      }),
    startRollback: (place = 'here', options = {}) =>
      start(nameOf('rollback'), place, undefined, async (actor, helms, kubectl) => {
        const { revision } = await rollback({
          ...{ release, namespace, context: 'simulated', timeoutSeconds: 300 },
          ...{ imagePrefix: 'other', onNodes: () => Promise.resolve(undefined), reason: 'a test' },
          ...options,
          helm: helmOf(actor, helms),
          kubectl,
          machine: machineOf(actor),
        });
        const outcome = { release, action: 'upgraded', revision, reason: 'rollback' } as const;
        return { kind: 'done', outcome: outcome as unknown as Outcome, version: noVersion };
      }),
    keepers: () => keepers.filter(({ hasEnded }) => !hasEnded),
    suspend: ({ actor, helms }) => {
      if (actor.hasEnded) return;
      schedule.trace.push(`${actor.name} is suspended`);
      actor.isSuspended = true;
      helms.forEach(killSoon);
    },
    startHelm: (args) => {
      const helm = schedule.start('a person', 'elsewhere', ['helm', ...args]);
      void runHelm(helm, args, {});
      return helm;
    },
  };
}

const noVersion = {} as Version;

function requestOf(
  version: Version,
  parts: Pick<DeployRequest, 'helm' | 'kubectl'> & { readonly machine: Machine },
): DeployRequest {
  const { folder, fingerprint, objects, workloads, manifest } = version;
  return {
    ...parts,
    ...{ release, namespace, context: 'simulated', environment: 'test', workspaceRoot: '/' },
    ...{ fingerprint, objects, workloads, chartFolder: folder, valuesFiles: [] },
    protection: new Set<never>(),
    ...{ isNamespaceBound: false, isRemovalAllowed: false, isForced: false, timeoutSeconds: 300 },
    ignoredManagers: [],
    readRender: () => Promise.resolve({ install: manifest, upgrade: manifest }),
    assertRendered: () => undefined,
    readSchemas: () => version.schemas,
    readMigrating: () => version.migrating,
    ...version.given,
    readCommit: () => Promise.resolve({ id: 'abcdef0', isDirty: false }),
  };
}
