import { decideMake, type SecondChoice } from '../decide.ts';
import { probeEngines, profileDriver } from '../facts/engine.ts';
import { probeHost } from '../facts/host.ts';
import { findOnPath } from '../programs/links.ts';
import type { Runner } from '../run.ts';
import type { Settings } from '../settings.ts';

export interface Chosen {
  readonly way: SecondChoice;
  readonly note?: string;
}

/** Looks for the second and the third way, and says why the second one is not taken. */
export async function chooseWay(settings: Settings, runner: Runner): Promise<Chosen> {
  const engines = await probeEngines(settings, runner);
  const minikubeInstalled = findOnPath('minikube', settings) !== undefined;
  const way = decideMake({
    minikubeInstalled,
    engines,
    profileDriver: profileDriver(settings, 'minikube'),
    ...probeHost(settings),
  });
  if (way.kind === 'engine') return { way };
  const reasons = minikubeInstalled
    ? engines.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
    : 'minikube is not installed';
  return { way, note: `Not the second way (${reasons}).` };
}
