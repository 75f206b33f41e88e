import { decideFirst, type FirstChoice } from './decide.ts';
import { probeContext, unitsAreSupervised, type ContextProbe } from '../facts/context.ts';
import { checkPortsOfRunning } from '../facts/ports.ts';
import { liveHolder, refuse } from '@taskora/base/lock';
import { readMarker } from '../base/marker.ts';
import { lockFile, type Settings } from '../base/settings.ts';
import type { ClusterPlan } from './cluster-plan.ts';

export type Ask = (settings: Settings) => Promise<ContextProbe>;

/** Chooses the provider and refuses all that would be refused later; changes nothing. */
export async function planCluster(
  settings: Settings,
  ask: Ask = probeContext,
): Promise<ClusterPlan> {
  const holder = liveHolder(lockFile(settings));
  // A cluster that is half up may already answer.
  if (holder?.command.startsWith('cluster-') === true) refuse(holder);
  const probe = await ask(settings);
  const choice = firstChoice(settings, probe);
  if (choice.kind === 'existing') {
    await checkPortsOfRunning(settings, probe.fact?.name ?? '');
    await checkClients(settings);
    return { provider: { kind: 'existing' }, probe };
  }
  const { checkMaking } = await import('./check-making.ts');
  return { probe, ...(await checkMaking(choice, settings)) };
}

function firstChoice(settings: Settings, probe: ContextProbe): FirstChoice {
  const marker = readMarker(settings);
  const supervised = marker?.provider !== 'modules' || unitsAreSupervised(settings);
  return decideFirst({ context: probe.fact, marker, supervised });
}

/** Reads nothing but links when all programs are at hand, which is the common case. */
async function checkClients(settings: Settings): Promise<void> {
  const { allLinked, CLIENTS, prepareTools } = await import('../programs/tools.ts');
  if (allLinked(CLIENTS, settings)) return;
  const { plainRunner } = await import('../base/session.ts');
  await prepareTools(CLIENTS, settings, plainRunner(settings));
}
