import { untilStopped } from '../../base/interruption.ts';
import { createHelm } from '../../chart/helm.ts';
import { chooseService } from '../../chart/manifest-objects.ts';
import { readClusterState } from '../../cluster/cluster-state.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import { forwardService, readServiceTarget } from '../../cluster/port-forward.ts';
import { notInstalled, storedManifest } from '../../release/stored-release.ts';
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
      say: (message) => console.log(`${release}: ${message}`),
    }),
  );
});

function defaultPort(servicePort: number): number {
  return servicePort < lowestFreePort ? servicePort + systemPortOffset : servicePort;
}
