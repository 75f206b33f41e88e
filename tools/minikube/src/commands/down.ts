import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { probeContext } from '../facts/context.ts';
import { readMarker, removeMarker, type Marker } from '../base/marker.ts';
import { runSteps, step, type Output } from '../base/progress.ts';
import { findOnPath } from '../programs/links.ts';
import { must } from '../base/run.ts';
import { withSession, type Session } from '../base/session.ts';
import type { Settings } from '../base/settings.ts';

export interface DownResult {
  readonly changed: boolean;
  readonly summary: string;
}

/** Takes away the cluster that this tool made, and no other; programs stay in the cache. */
export async function clusterDown(settings: Settings, output: Output): Promise<DownResult> {
  const marker = readMarker(settings);
  if (marker?.created === true) {
    await withSession('cluster-down', settings, output, (session) => takeAway(marker, session));
    return { changed: true, summary: `Minikube ${marker.profile} is gone; programs are kept.` };
  }
  const { context, fact } = await probeContext(settings);
  if (fact?.isMinikube !== true) {
    return { changed: false, summary: 'There is no cluster of this tool; nothing was changed.' };
  }
  throw new UserError(
    'MINIKUBE_NOT_OURS',
    `this tool did not make the Minikube ${context?.name ?? ''} and does not remove it`,
    `minikube delete --profile=${context?.name ?? ''}`,
  );
}

async function takeAway(marker: Marker, session: Session): Promise<void> {
  if (marker.provider === 'modules') {
    const { removeModulesCluster } = await import('../providers/modules-remove.ts');
    await removeModulesCluster(marker, session);
  } else {
    const remove = () => deleteWithEngine(marker, session);
    await runSteps([step('minikube delete', 10, remove)], session.output);
  }
  removeMarker(session.settings);
}

async function deleteWithEngine(marker: Marker, session: Session): Promise<void> {
  const minikube = findOnPath('minikube', session.settings) ?? 'minikube';
  await must(session.runner, minikube, ['delete', `--profile=${marker.profile}`], {
    log: join(session.logs, 'minikube-delete.log'),
  });
}
