import { decideMake, type SecondChoice } from '../decide.ts';
import { probeEngines, profileDriver } from '../facts/engine.ts';
import { probeHost } from '../facts/host.ts';
import { findOnPath } from '../programs/links.ts';
import type { Session } from '../session.ts';

/** Looks for the second and the third way, and says why the second one is not taken. */
export async function chooseWay({ settings, runner, output }: Session): Promise<SecondChoice> {
  const engines = await probeEngines(settings, runner);
  const minikubeInstalled = findOnPath('minikube', settings) !== undefined;
  const choice = decideMake({
    minikubeInstalled,
    engines,
    profileDriver: profileDriver(settings, 'minikube'),
    ...probeHost(settings),
  });
  const reasons = minikubeInstalled
    ? engines.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
    : 'minikube is not installed';
  if (choice.kind === 'modules') output.write(`Not the second way (${reasons}).\n`);
  return choice;
}
