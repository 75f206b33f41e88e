import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { PROFILE } from '../kubernetes/profile.ts';
import { profileDriver, type EngineName } from '../facts/engine.ts';
import { readMarker, writeMarker, type Marker } from '../base/marker.ts';
import { runSteps, step } from '../base/progress.ts';
import { findOnPath } from '../programs/links.ts';
import { must } from '../base/run.ts';
import type { Session } from '../base/session.ts';
import type { Settings } from '../base/settings.ts';

const SHARE_OF_MEMORY = 0.75;

/** What Minikube's node gets: what the product is made for, or less where the machine has less. */
export function nodeSize(wanted: Settings['node'], machine: Settings['node']): Settings['node'] {
  return {
    cpus: Math.min(wanted.cpus, machine.cpus),
    memoryMb: Math.min(wanted.memoryMb, Math.floor(machine.memoryMb * SHARE_OF_MEMORY)),
  };
}

export function startArguments(
  engine: EngineName,
  size: Settings['node'],
  nodePorts: Settings['nodePorts'],
): string[] {
  const ports = Object.values(nodePorts).map((port) => `--ports=127.0.0.1:${port}:${port}`);
  // Minikube runs podman with containerd or CRI-O only.
  const runtime = engine === 'podman' ? ['--container-runtime=containerd'] : [];
  return [
    'start',
    `--profile=${PROFILE}`,
    `--driver=${engine}`,
    ...runtime,
    `--cpus=${size.cpus}`,
    `--memory=${size.memoryMb}m`,
    '--addons=metrics-server',
    '--addons=dashboard',
    ...ports,
    '--wait=all',
  ];
}

const minikubeOf = (settings: Settings): string => findOnPath('minikube', settings) ?? 'minikube';

/** The second provider: `minikube start` with an engine that is there. */
export async function startWithEngine(session: Session, engine: EngineName): Promise<Marker> {
  const { settings, runner, logs, output } = session;
  const known = readMarker(settings);
  const marker = known ?? firstMarker(settings, engine);
  const machine = { cpus: cpus().length, memoryMb: totalmem() / 1024 ** 2 };
  const size = nodeSize(settings.node, machine);
  output.write(
    `Provider minikube-start: the driver is ${engine}, ${size.cpus} CPUs and ${size.memoryMb} MB.\n`,
  );
  const start = async (): Promise<void> => {
    await must(runner, minikubeOf(settings), startArguments(engine, size, settings.nodePorts), {
      environment: { MINIKUBE_WANTUPDATENOTIFICATION: 'false', MINIKUBE_IN_STYLE: 'false' },
      log: join(logs, 'minikube-start.log'),
    });
  };
  await runSteps([step('minikube start', 120, start)], output);
  return writeMarker(settings, { ...marker, started: true });
}

const firstMarker = (settings: Settings, engine: EngineName): Marker =>
  writeMarker(settings, {
    provider: 'minikube-start',
    profile: PROFILE,
    driver: engine,
    // A profile that was there before is somebody else's, and not ours to delete.
    created: profileDriver(settings, PROFILE) === undefined,
    started: false,
    foundPaths: [],
    containerdConfig: null,
  });
