import { decideMake, type SecondChoice } from '../decide.ts';
import { probeEngines, profileDriver } from '../facts/engine.ts';
import { probeHost } from '../facts/host.ts';
import { findOnPath } from '../programs/links.ts';
import type { Runner } from '../run.ts';
import type { Settings } from '../settings.ts';

export interface Chosen {
  readonly provider: SecondChoice;
  readonly note?: string;
}

/** Chooses between minikube-start and modules, and says why it is not the former. */
export async function chooseProvider(settings: Settings, runner: Runner): Promise<Chosen> {
  const engines = await probeEngines(settings, runner);
  const minikubeInstalled = findOnPath('minikube', settings) !== undefined;
  const provider = decideMake({
    minikubeInstalled,
    engines,
    profileDriver: profileDriver(settings, 'minikube'),
    ...probeHost(settings),
  });
  if (provider.kind === 'minikube-start') return { provider };
  const reasons = minikubeInstalled
    ? engines.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
    : 'minikube is not installed';
  return { provider, note: `Not the provider minikube-start (${reasons}).` };
}
