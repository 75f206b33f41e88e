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
import { planModules } from '../ways/modules-plan.ts';
import { chooseWay } from './choose.ts';
import type { Outlook, Way } from './look-ahead.ts';

type Making = Exclude<FirstChoice, { readonly kind: 'running' }>;

/** Chooses between the second and the third way, and refuses what the chosen one cannot begin. */
export async function checkMaking(
  choice: Making,
  settings: Settings,
): Promise<Omit<Outlook, 'probe'>> {
  const runner = plainRunner(settings);
  const chosen = await choose(choice, settings, runner);
  if (chosen.way.kind === 'engine') await checkEngine(chosen.way.engine, settings, runner);
  else await checkModules(settings, runner);
  return chosen;
}

async function choose(choice: Making, settings: Settings, runner: Runner) {
  if (choice.kind === 'make') return chooseWay(settings, runner);
  const known = choice.marker;
  return { known, way: await wayOf(known, settings, runner) };
}

/** A cluster that is brought back keeps the way that it was made by. */
async function wayOf(known: Marker, settings: Settings, runner: Runner): Promise<Way> {
  if (known.way === 'modules') {
    checkHost(probeHost(settings));
    return { kind: 'modules' };
  }
  const engine = known.driver === 'podman' ? 'podman' : 'docker';
  const { exitCode } = await runner(engine, ['info'], { timeoutSeconds: 10 });
  if (exitCode === 0) return { kind: 'engine', engine };
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
