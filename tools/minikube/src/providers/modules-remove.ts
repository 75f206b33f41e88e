import { join } from 'node:path';
import { removePodGroups } from '../host/control-groups.ts';
import { CONFIG_FILE } from '../host/containerd.ts';
import { removeRules } from '../host/iptables.ts';
import {
  removePaths,
  removeSharedEntries,
  restoreContainerdConfig,
  restoreHosts,
  restoreNetworkConfigs,
} from '../host/leftovers.ts';
import { unmountAll } from '../host/mounts.ts';
import { CONTAINERD_PATHS, servesOthers } from '../host/shared-containerd.ts';
import { removeEmptyKubeconfig, removeMinikubeHome } from '../host/home-folders.ts';
import { removeNetworks } from '../host/networks.ts';
import { hasSystemd, removeStandIns, restartUnit, stopUnit } from '../host/units.ts';
import type { Marker } from '../base/marker.ts';
import { killCluster } from '../processes/cluster.ts';
import { removeSystemLinks } from '../programs/links.ts';
import { allPrograms } from '../programs/modules.ts';
import { runSteps, step, type Step } from '../base/progress.ts';
import type { Session } from '../base/session.ts';
import { hostPath } from '../base/settings.ts';

/** Takes the cluster of the provider modules off this machine; each step is fine with nothing left to do. */
export async function removeModulesCluster(marker: Marker, session: Session): Promise<void> {
  const { settings, runner, output } = session;
  await runSteps(removalSteps(marker, session), output);
  if (hasSystemd(settings)) await restartUnit('containerd', settings, runner);
}

export function removalSteps(marker: Marker, session: Session): Step[] {
  const { settings, runner } = session;
  const shared = servesOthers(marker, settings);
  return [
    step('minikube delete', 8, () => deleteProfile(marker, session)),
    step('processes', 3, () => endProcesses(shared, session)),
    step('mounts, networks and rules', 3, async () => {
      await unmountAll(runner, shared);
      await removeNetworks(settings, runner);
      await removeRules(settings, runner);
      removePodGroups(settings);
    }),
    step('files', 3, async () => {
      removePaths(
        settings,
        shared ? [...marker.foundPaths, ...CONTAINERD_PATHS] : marker.foundPaths,
      );
      removeSharedEntries(settings);
      restoreNetworkConfigs(settings);
      restoreHosts(settings);
      restoreContainerdConfig(hostPath(settings, CONFIG_FILE), marker.containerdConfig);
      removeStandIns(settings);
      removeSystemLinks(settings);
      removeMinikubeHome(marker, settings);
      await removeEmptyKubeconfig(marker, settings);
    }),
  ];
}

/** Minikube removes its profile and its kube-context; it may fail when its processes are gone. */
async function deleteProfile(marker: Marker, session: Session): Promise<void> {
  const { settings, runner, logs } = session;
  const minikube = allPrograms(settings).get('minikube')?.path ?? 'minikube';
  const options = { log: join(logs, 'minikube-delete.log'), timeoutSeconds: 120 };
  await runner(minikube, ['delete', `--profile=${marker.profile}`], options);
}

/** Where containerd serves others too, only what is Kubernetes' own leaves it. */
async function endProcesses(shared: boolean, { settings, runner }: Session): Promise<void> {
  if (shared) await emptyNamespace(runner);
  await stopUnit('kubelet', settings, runner);
  if (!hasSystemd(settings)) await stopUnit('containerd', settings, runner);
  killCluster(settings, { containerd: !shared });
}

const NAMESPACE = ['-n', 'k8s.io'];
const KINDS = [
  ['tasks', 'kill', '-s', 'SIGKILL'],
  ['containers', 'rm'],
  ['images', 'rm'],
] as const;

async function emptyNamespace(runner: Session['runner']): Promise<void> {
  for (const [kind, ...args] of KINDS) {
    const { stdout } = await runner('ctr', [...NAMESPACE, kind, 'ls', '-q']);
    for (const name of stdout.split('\n').filter(Boolean)) {
      await runner('ctr', [...NAMESPACE, kind, ...args, name]);
    }
  }
  await runner('ctr', ['namespaces', 'rm', 'k8s.io']);
}
