import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { readOptional, writeWhole } from '@taskora/base/files';
import { PAUSE_IMAGE } from '../base/versions.ts';
import { refusalFor } from '../base/refuse-for.ts';
import { must, type Runner } from '../base/run.ts';
import { hostPath, type Settings } from '../base/settings.ts';
import { hasSystemd, restartUnit, startUnit, standInsPresent } from './units.ts';

export const CONFIG_FILE = '/etc/containerd/config.toml';
const SOCKET = '/run/containerd/containerd.sock';
const NAMESPACE = ['-n', 'k8s.io'];
const CAP_SYS_RESOURCE = 24n;
const READY_TRIES = 150;
const READY_PAUSE_MS = 100;

/** Whether this process holds the right to lower oom_score_adj, which runc wants for pods. */
export function mayLowerOomScore(status: string): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return effective === undefined || ((BigInt(`0x${effective}`) >> CAP_SYS_RESOURCE) & 1n) === 1n;
}

/**
 * containerd's default configuration with our pause image. The key with quotes is the same to TOML;
 * Minikube's own edit, which would set it back to false, does not match it.
 */
export function adaptConfig(defaults: string, lowerOomScore: boolean): string {
  const paused = defaults.replace(/^(\s*sandbox_image = ).*$/m, `$1"${PAUSE_IMAGE}"`);
  if (lowerOomScore) return paused;
  return paused.replace(/^(\s*)restrict_oom_score_adj = .*$/m, '$1"restrict_oom_score_adj" = true');
}

export const currentConfig = (settings: Settings): string | null =>
  readOptional(hostPath(settings, CONFIG_FILE)) ?? null;

/** Writes the whole configuration; Minikube edits other lines of it later. */
export async function configureContainerd(settings: Settings, runner: Runner): Promise<void> {
  const { stdout } = await must(runner, 'containerd', ['config', 'default']);
  const status = readOptional('/proc/self/status') ?? '';
  const config = adaptConfig(stdout, mayLowerOomScore(status));
  writeWhole(hostPath(settings, CONFIG_FILE), config);
}

export function socketAnswers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

/** A containerd that somebody else runs by hand must not be reconfigured under their feet. */
export async function checkContainerdIsFree(settings: Settings): Promise<void> {
  if (hasSystemd(settings) || standInsPresent(settings)) return;
  if (!(await socketAnswers(hostPath(settings, SOCKET)))) return;
  throw refusalFor({
    code: 'CONTAINERD_TAKEN',
    what: `a containerd that this tool did not start answers on ${SOCKET}`,
    fix: `end that containerd (fuser ${SOCKET} names its process)`,
  });
}

export async function startContainerd(settings: Settings, runner: Runner): Promise<void> {
  // With systemd, the package has started it with its own configuration.
  if (hasSystemd(settings)) await restartUnit('containerd', settings, runner);
  else await startUnit('containerd', settings, runner);
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    if ((await runner('ctr', ['version'], { timeoutSeconds: 5 })).exitCode === 0) return;
    await delay(READY_PAUSE_MS);
  }
  throw refusalFor({
    code: 'CONTAINERD_NOT_READY',
    what: 'containerd does not answer 15 s after its start',
    fix: 'journalctl -u containerd -n 50 (shows the cause), correct it',
  });
}

export async function presentImages(runner: Runner): Promise<Set<string>> {
  const { stdout } = await runner('ctr', [...NAMESPACE, 'images', 'ls', '-q']);
  return new Set(stdout.split('\n').filter(Boolean));
}

export async function importImage(archive: string, runner: Runner): Promise<void> {
  await must(runner, 'ctr', [...NAMESPACE, 'images', 'import', archive]);
}
