import { randomUUID } from 'node:crypto';
import { until } from '../../executor-process.ts';
import type { Stage } from '../../stage.ts';
import { freePort, prepareControllers, saysReady } from '../controllers.ts';

/** What the status of a Flux object says. */
interface Status {
  readonly lastHandledReconcileAt?: string;
  readonly conditions?: readonly { type: string; status: string; message: string }[];
  /** Of a source: what it has fetched last. */
  readonly artifact?: { revision: string; metadata?: Record<string, string> };
  /** Of a Kustomization. */
  readonly lastAppliedRevision?: string;
}

export type Flux = Awaited<ReturnType<typeof startFlux>>;

/** Flux itself, for one namespace. */
export async function startFlux(stage: Stage, programOf: (name: string) => string) {
  const names = ['source-controller', 'kustomize-controller'] as const;
  const definitions = names.map((name) => ({
    module: `github.com/fluxcd/${name}`,
    folder: 'config/crd/bases',
  }));
  const controllers = await prepareControllers(stage, 'flux', definitions);
  const storage = `127.0.0.1:${await freePort()}`;
  const own: Readonly<Record<(typeof names)[number], readonly string[]>> = {
    'source-controller': [
      `--storage-path=${controllers.scratch}`,
      `--storage-addr=${storage}`,
      `--storage-adv-addr=${storage}`,
    ],
    'kustomize-controller': [],
  };
  const settings = [`KUBECONFIG=${controllers.kubeconfig}`, `RUNTIME_NAMESPACE=${stage.namespace}`];
  for (const name of names) {
    const health = `127.0.0.1:${await freePort()}`;
    const args = ['--watch-all-namespaces=false', '--metrics-addr=0', `--health-addr=${health}`];
    const command = ['env', ...settings, programOf(name), ...args, ...own[name]];
    await controllers.start(command, () => saysReady(`http://${health}/readyz`));
  }

  const statusOf = async (resource: string): Promise<Status> => {
    const text = await stage.kubectl(['get', resource, '--output', 'json']);
    return (JSON.parse(text) as { status?: Status }).status ?? {};
  };
  return {
    statusOf,
    /** As `flux reconcile` does it: asks for a round, and waits until that is over. */
    reconcile: async (resource: string): Promise<Status> => {
      const asked = randomUUID();
      const mark = `reconcile.fluxcd.io/requestedAt=${asked}`;
      await stage.kubectl(['annotate', '--overwrite', resource, mark]);
      return until(async () => {
        const status = await statusOf(resource);
        const isReady = status.conditions?.some(
          ({ type, status: is }) => type === 'Ready' && is === 'True',
        );
        return status.lastHandledReconcileAt === asked && isReady === true ? status : undefined;
      }, 120);
    },
    stop: () => controllers.stop(),
  };
}
