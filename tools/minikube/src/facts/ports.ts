import { portFinding, servedThere } from '../../preflight/ports.mjs';
import { profileOf, PROFILE } from '../kubernetes/profile.ts';
import type { EngineName } from './engine.ts';
import { refuseFor } from '../base/refuse-for.ts';
import { commandLineOf } from '@taskora/base/processes';
import { clusterProcesses } from '../processes/cluster.ts';
import type { Runner } from '../base/run.ts';
import type { Settings } from '../base/settings.ts';

/**
 * For a Minikube that runs. Only with driver none are its node's ports this machine's own; an engine
 * that leads ports to its node listens on them itself.
 */
export async function checkPortsOfRunning(settings: Settings, name: string): Promise<void> {
  if (profileOf(settings, name)?.Driver === 'none') await checkPortsOfMachine(settings);
}

/** For a node that is this machine itself; kube-proxy of some versions listens on the ports. */
export async function checkPortsOfMachine(settings: Settings): Promise<void> {
  const isCluster = (pid: number): boolean =>
    clusterProcesses(settings).some((process) => process.pid === pid);
  await checkPorts(settings, (pid) => isCluster(pid) || isForwarder(pid, settings));
}

/** For a control plane that could not be started: the port that somebody else listens on by now. */
export async function checkControlPlanePorts(settings: Settings): Promise<void> {
  const own = new Set(clusterProcesses(settings).map(({ pid }) => pid));
  for (const [port, user] of Object.entries(settings.controlPlanePorts)) {
    const use = `${user} listens there`;
    refuseFor(await portFinding(Number(port), use, (pid) => own.has(pid)));
  }
}

/** A `kubectl port-forward` to one of the services; whoever started it replaces it when it has to. */
function isForwarder(pid: number, { nodePorts }: Settings): boolean {
  const args = commandLineOf(pid);
  const services = Object.keys(nodePorts).map((name) => `service/${name}`);
  return args.includes('port-forward') && args.some((arg) => services.includes(arg));
}

/** For a node in a container, which holds the ports itself while it runs. */
export async function checkPortsOfNode(
  settings: Settings,
  engine: EngineName,
  runner: Runner,
): Promise<void> {
  const question = ['container', 'inspect', '--format={{.State.Running}}', PROFILE];
  const { stdout } = await runner(engine, question, { timeoutSeconds: 10 });
  if (stdout.trim() !== 'true') await checkPorts(settings);
}

/** Refuses when anybody but the cluster itself listens where the services are to be reached. */
export async function checkPorts(
  settings: Pick<Settings, 'product' | 'nodePorts'>,
  isCluster: (pid: number) => boolean = () => false,
): Promise<void> {
  for (const port of Object.values(settings.nodePorts)) {
    refuseFor(await portFinding(port, servedThere(settings), isCluster));
  }
}
