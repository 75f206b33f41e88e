import { portFinding, servedThere } from '../../preflight/ports.mjs';
import { refuseFor } from '../refuse-for.ts';
import type { Settings } from '../settings.ts';

/** Refuses when anybody but the cluster itself listens where the services are to be reached. */
export async function checkPorts(
  settings: Pick<Settings, 'product' | 'nodePorts'>,
  isCluster: (pid: number) => boolean = () => false,
): Promise<void> {
  for (const port of Object.values(settings.nodePorts)) {
    refuseFor(await portFinding(port, servedThere(settings), isCluster));
  }
}
