import { checkHost, noEngine, type FirstChoice } from '../decide.ts';
import { checkNetworks } from '../facts/collisions.ts';
import { probeEngines } from '../facts/engine.ts';
import { probeHost } from '../facts/host.ts';
import { checkPortsOfMachine, checkPortsOfNode } from '../facts/node-ports.ts';
import { defaultDevice } from '../facts/routes.ts';
import { checkContainerdIsFree } from '../host/containerd.ts';
import { checkStandIns } from '../host/units.ts';
import type { Marker } from '../marker.ts';
import { CLIENTS, prepareTools } from '../programs/tools.ts';
import type { Runner } from '../run.ts';
import { plainRunner } from '../session.ts';
import type { Settings } from '../settings.ts';
import { planModules } from '../providers/modules-plan.ts';
import { chooseProvider } from './choose.ts';
import type { ClusterPlan, Provider } from './plan.ts';

type Making = Exclude<FirstChoice, { readonly kind: 'existing' }>;

/** Chooses between minikube-start and modules, and refuses what the chosen one cannot begin. */
export async function checkMaking(
  choice: Making,
  settings: Settings,
): Promise<Omit<ClusterPlan, 'probe'>> {
  const runner = plainRunner(settings);
  const chosen = await choose(choice, settings, runner);
  if (chosen.provider.kind === 'minikube-start')
    await checkEngine(chosen.provider.engine, settings, runner);
  else await checkModules(settings, runner);
  return chosen;
}

async function choose(choice: Making, settings: Settings, runner: Runner) {
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
