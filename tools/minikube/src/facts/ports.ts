import { portFinding, SERVED_THERE } from '../../preflight/ports.mjs';
import { refuseFor } from '../refuse-for.ts';

/** Refuses when anybody but the cluster itself listens where web and chatbot are to be reached. */
export async function checkPorts(
  ports: readonly number[],
  isCluster: (pid: number) => boolean = () => false,
): Promise<void> {
  for (const port of ports) refuseFor(await portFinding(port, SERVED_THERE, isCluster));
}
