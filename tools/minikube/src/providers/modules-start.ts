import { copyFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROFILE } from '../kubernetes/profile.ts';
import { goArchitecture } from '../images/archive.ts';
import { METRICS_SERVER_IMAGE, METRICS_SERVER_REGISTRY } from '../images/list.ts';
import { checkControlPlanePorts } from '../facts/ports.ts';
import { readMarker, writeMarker } from '../base/marker.ts';
import { must } from '../base/run.ts';
import type { Session } from '../base/session.ts';
import { workspaceBin } from '../base/settings.ts';
import { KUBERNETES } from '../base/versions.ts';
import { programNamed, type Plan } from './modules-plan.ts';

const NODE_PROGRAMS = ['kubelet', 'kubeadm', 'kubectl'];

/** Without the question for updates; the stand-ins and our programs come first. */
const environmentOf = ({ settings }: Session): Record<string, string> => ({
  MINIKUBE_WANTUPDATENOTIFICATION: 'false',
  MINIKUBE_IN_STYLE: 'false',
  PATH: ['/usr/local/sbin', workspaceBin(settings), ...settings.searchPath].join(':'),
});

/** Minikube searches its own cache before it would download these. */
function fillMinikubeCache(plan: Plan, { settings }: Session): void {
  const folder = join(settings.minikubeHome, 'cache', 'linux', goArchitecture(), `v${KUBERNETES}`);
  for (const name of NODE_PROGRAMS) {
    const { path } = programNamed(plan, name);
    const target = join(folder, name);
    const there = statSync(target, { throwIfNoEntry: false });
    const wanted = statSync(path);
    if (there?.size === wanted.size && there.mtimeMs >= wanted.mtimeMs) continue;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(path, `${target}.draft`);
    renameSync(`${target}.draft`, target);
  }
}

export async function startMinikube(plan: Plan, session: Session): Promise<void> {
  fillMinikubeCache(plan, session);
  const start = [
    'start',
    `--profile=${PROFILE}`,
    '--driver=none',
    '--container-runtime=containerd',
    `--kubernetes-version=v${KUBERNETES}`,
    // Built into Minikube, so it needs no image; it does not enforce NetworkPolicy.
    '--cni=bridge',
    // kubeadm knows neither this kernel's configuration nor control groups of version 1.
    '--extra-config=kubeadm.ignore-preflight-errors=SystemVerification',
    '--wait=all',
  ];
  const marker = readMarker(session.settings);
  // From here on, what a run that is cut off leaves is Minikube's and ours.
  if (marker !== undefined) writeMarker(session.settings, { ...marker, begun: true });
  try {
    await must(session.runner, programNamed(plan, 'minikube').path, start, {
      environment: environmentOf(session),
      log: join(session.logs, 'minikube-start.log'),
    });
  } catch (error) {
    // They were free when this began; whoever has taken one since is the cause, and Minikube does not say who.
    await checkControlPlanePorts(session.settings);
    throw error;
  }
}

/** Not waited for: it answers after it has measured once, which takes it up to a minute. */
export async function enableMetrics(plan: Plan, session: Session): Promise<void> {
  const options = {
    environment: environmentOf(session),
    log: join(session.logs, 'metrics-server.log'),
  };
  const enable = [
    ...['addons', 'enable', 'metrics-server', `--profile=${PROFILE}`],
    `--images=MetricsServer=${METRICS_SERVER_IMAGE}`,
    `--registries=MetricsServer=${METRICS_SERVER_REGISTRY}`,
  ];
  await must(session.runner, programNamed(plan, 'minikube').path, enable, options);
}
