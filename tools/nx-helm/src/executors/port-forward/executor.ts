import { createHelm } from '../../helm/helm.ts';
import { chooseService } from '../../helm/services.ts';
import { notInstalled, storedManifest } from '../../helm/stored-release.ts';
import type { ClusterOptions } from '../../kubernetes/connect.ts';
import { connect } from '../../kubernetes/connect.ts';
import { readClusterState } from '../../kubernetes/cluster-state.ts';
import { forwardService } from '../../kubernetes/forward-service.ts';
import { readServiceTarget } from '../../kubernetes/service-target.ts';
import { untilStopped } from '../../process/until-stopped.ts';
import { executor } from '../report.ts';

export interface PortForwardOptions extends ClusterOptions {
  readonly port?: number;
  readonly service?: string;
}

/** Ports below are for the system's own services, and most people may not open them. */
const lowestFreePort = 1024;
const systemPortOffset = 8000;

export default executor<PortForwardOptions>(async (options, { root }, release) => {
  const { namespace, programsDirectory } = options;
  const { context, kubectl, followKubectl } = connect(root, options, release);
  const { releases } = await readClusterState(kubectl);
  if (!releases.has(release)) throw notInstalled(release, namespace, context);
  const helm = createHelm(root, programsDirectory, release);
  const manifest = await storedManifest({ helm, release, namespace, context });
  const name = chooseService(manifest, options.service, release);
  const service = await readServiceTarget(kubectl, name, release);
  await untilStopped((stop) =>
    forwardService({
      kubectl,
      followKubectl,
      release,
      service,
      localPort: options.port ?? defaultPort(service.port),
      stop,
      say: (words) => console.log(`${release}: ${words}`),
    }),
  );
});

function defaultPort(servicePort: number): number {
  return servicePort < lowestFreePort ? servicePort + systemPortOffset : servicePort;
}
