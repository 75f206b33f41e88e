import { join } from 'node:path';
import type { RunningProgram } from '@taskora/base/run';
import { run } from '@taskora/base/run';
import { environmentWith } from '../../base/settings.ts';
import { programsFolder } from '../fixture-workspace.ts';
import { writeFiles } from '../workspace.ts';
import type { ApiServer } from './api-server.ts';
import { namespace, startHttpServer } from './http-server.ts';

interface RealHelmOptions {
  readonly root: string;
  readonly api: ApiServer;
  readonly historyMost: number;
}

/** The Helm of this workspace, whose cluster is the simulated API server. */
export async function startRealHelm({ root, api, historyMost }: RealHelmOptions) {
  const http = await startHttpServer(api);
  const named = { name: 'simulated' };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': named.name,
    contexts: [{ ...named, context: { cluster: named.name, user: named.name, namespace } }],
    clusters: [{ ...named, cluster: { server: http.address } }],
    users: [{ ...named, user: {} }],
  };
  writeFiles(root, { kubeconfig: JSON.stringify(config) });
  const environment = {
    KUBECONFIG: join(root, 'kubeconfig'),
    HOME: root,
    HELM_MAX_HISTORY: String(historyMost),
  };
  let running: RunningProgram | undefined;
  return {
    kill: (): void => running?.end('SIGKILL'),
    stop: () => http.stop(),
    run: async (args: readonly string[]): Promise<boolean> => {
      const { exitCode } = await run(join(programsFolder(), 'helm'), args, {
        directory: root,
        environment: environmentWith(environment),
        onStart: (child) => (running = child),
      });
      return exitCode === 0;
    },
  };
}
