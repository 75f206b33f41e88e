import { join } from 'node:path';
import { until } from '../../executor-process.ts';
import type { Stage } from '../../stage.ts';
import { freePort, prepareControllers, saysReady } from '../controllers.ts';
import { providePrograms } from '../programs.ts';
import { settingsOf } from './objects.ts';
import { startRedis } from './redis.ts';

/** An application, as far as a test reads it. */
interface Application {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly status?: {
    readonly sync?: { readonly status: string; readonly revision?: string };
    readonly health?: { readonly status?: string };
    readonly operationState?: { readonly phase: string };
  };
}

const refresh = 'argocd.argoproj.io/refresh';

export type ArgoCd = Awaited<ReturnType<typeof startArgoCd>>;

/** Argo CD itself, for one namespace, until it is stopped: what applies, what reads the sources, and the Redis between both. */
export async function startArgoCd(stage: Stage, onStart: (stop: () => Promise<void>) => void) {
  const program = (await providePrograms('argocd'))('argocd');
  const module = 'github.com/argoproj/argo-cd/v3';
  const controllers = await prepareControllers(stage, 'argocd', [
    { module, folder: 'manifests/crds' },
  ]);
  onStart(() => controllers.stop());
  await stage.apply(...settingsOf(stage));
  const redis = await startRedis(controllers);
  const [repoServer, ownMetrics, repoMetrics] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const environment = [
    `KUBECONFIG=${controllers.kubeconfig}`,
    // The cluster of that file is the one that an application calls its own.
    'ARGOCD_FAKE_IN_CLUSTER=true',
    'ARGOCD_GPG_ENABLED=false',
    ...['TLS_DATA_PATH', 'SSH_DATA_PATH', 'ASK_PASS_SOCK'].map(
      (name) => `ARGOCD_${name}=${join(controllers.scratch, name)}`,
    ),
    `TMPDIR=${controllers.scratch}`,
  ];
  const serve = async (name: string, metrics: number, ...args: readonly string[]) =>
    controllers.start(
      [
        ...['env', ...environment, program, name, '--redis', redis],
        ...['--metrics-port', String(metrics), ...args],
      ],
      () => saysReady(`http://127.0.0.1:${metrics}/healthz`),
    );
  await serve(
    'argocd-repo-server',
    repoMetrics,
    ...['--address', '127.0.0.1', '--metrics-address', '127.0.0.1', '--disable-tls'],
    // Its default counts as given, and is refused without TLS.
    '--client-ca-path=',
    ...['--port', String(repoServer)],
  );
  await serve(
    'argocd-application-controller',
    ownMetrics,
    ...['--repo-server', `127.0.0.1:${repoServer}`, '--repo-server-plaintext'],
    ...['--kubeconfig', controllers.kubeconfig, '--namespace', stage.namespace],
    ...['--status-processors', '2', '--operation-processors', '2'],
  );

  const read = async (name: string): Promise<Application> => {
    const text = await stage.kubectl(['get', `applications/${name}`, '--output', 'json']);
    return JSON.parse(text) as Application;
  };
  /** As `argocd app get --refresh` does it: asks for a round, and waits until that is over. */
  const refreshed = async (name: string): Promise<Application> => {
    await stage.kubectl(['annotate', '--overwrite', `applications/${name}`, `${refresh}=hard`]);
    return until(async () => {
      const application = await read(name);
      return refresh in (application.metadata.annotations ?? {}) ? undefined : application;
    }, 120);
  };
  return {
    refreshed,
    /** The revision that is applied and healthy, after it has asked for news of it. */
    synced: async (name: string): Promise<string> => {
      await refreshed(name);
      return until(async () => {
        const { sync, health, operationState } = (await read(name)).status ?? {};
        const isDone = sync?.status === 'Synced' && operationState?.phase === 'Succeeded';
        return isDone && health?.status === 'Healthy' ? sync.revision : undefined;
      }, 120);
    },
  };
}
