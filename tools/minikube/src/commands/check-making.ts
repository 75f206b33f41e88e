import { checkHost, decideMake, noEngine, type FirstChoice } from './decide.ts';
import { PROFILE } from '../kubernetes/profile.ts';
import { probeEngines, profileDriver } from '../facts/engine.ts';
import { checkNetworks, defaultDevice, probeHost } from '../host/machine.ts';
import { checkPortsOfMachine, checkPortsOfNode } from '../facts/ports.ts';
import { checkContainerdIsFree } from '../host/containerd.ts';
import { checkStandIns } from '../host/units.ts';
import type { Marker } from '../base/marker.ts';
import { findOnPath } from '../programs/links.ts';
import { CLIENTS, prepareTools } from '../programs/tools.ts';
import type { Runner } from '../base/run.ts';
import { plainRunner } from '../base/session.ts';
import type { Settings } from '../base/settings.ts';
import { planModules } from '../providers/modules-plan.ts';
import type { ClusterPlan, Provider } from './cluster-plan.ts';

type Making = Omit<ClusterPlan, 'probe'>;
type NotRunning = Exclude<FirstChoice, { readonly kind: 'existing' }>;

/** Chooses between minikube-start and modules, and refuses what the chosen one cannot begin. */
export async function checkMaking(choice: NotRunning, settings: Settings): Promise<Making> {
  const runner = plainRunner(settings);
  const chosen = await choose(choice, settings, runner);
  const { provider } = chosen;
  if (provider.kind === 'minikube-start') await checkEngine(provider.engine, settings, runner);
  else await checkModules(settings, runner);
  return chosen;
}

async function choose(choice: NotRunning, settings: Settings, runner: Runner) {
  if (choice.kind === 'make') return chooseProvider(settings, runner);
  const known = choice.marker;
  return { known, provider: await providerOf(known, settings, runner) };
}

/** A cluster that is brought back keeps the provider that it was made by. */
async function providerOf(known: Marker, settings: Settings, runner: Runner): Promise<Provider> {
  if (known.provider === 'modules') {
    checkHost(probeHost(settings));
    return { kind: 'modules' };
  }
  const engine = known.driver === 'podman' ? 'podman' : 'docker';
  const { exitCode } = await runner(engine, ['info'], { timeoutSeconds: 10 });
  if (exitCode === 0) return { kind: 'minikube-start', engine };
  const facts = await probeEngines(settings, runner);
  throw noEngine(facts.filter(({ name }) => name === engine));
}

async function checkEngine(
  engine: 'docker' | 'podman',
  settings: Settings,
  runner: Runner,
): Promise<void> {
  await checkPortsOfNode(settings, engine, runner);
  await prepareTools(CLIENTS, settings, runner);
}

/** The plan itself refuses what cannot be built: no Go, one that is too old, a full disk. */
async function checkModules(settings: Settings, runner: Runner): Promise<void> {
  await checkPortsOfMachine(settings);
  await checkContainerdIsFree(settings);
  checkStandIns(settings);
  defaultDevice(settings);
  checkNetworks(settings);
  await planModules(settings, runner);
}

/** Chooses between minikube-start and modules, and says why it is not the former. */
async function chooseProvider(settings: Settings, runner: Runner): Promise<Making> {
  const engines = await probeEngines(settings, runner);
  const minikubeInstalled = findOnPath('minikube', settings) !== undefined;
  const provider = decideMake({
    minikubeInstalled,
    engines,
    profileDriver: profileDriver(settings, PROFILE),
    ...probeHost(settings),
  });
  if (provider.kind === 'minikube-start') return { provider };
  const reasons = minikubeInstalled
    ? engines.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
    : 'minikube is not installed';
  return { provider, note: `Not the provider minikube-start (${reasons}).` };
}
