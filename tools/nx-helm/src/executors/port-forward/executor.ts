import { untilStopped } from '../../base/interruption.ts';
import { chooseService } from '../../chart/manifest-objects.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { forwardService, readServiceTarget } from '../../cluster/port-forward.ts';
import { connectRelease, readInstalled, storedManifest } from '../../release/stored-release.ts';
import { executor } from '../report.ts';

export interface PortForwardOptions extends ClusterOptions {
  readonly port?: number;
  readonly service?: string;
}

/** Ports below are for the system's own services, and most people may not open them. */
const lowestFreePort = 1024;
const systemPortOffset = 8000;

export default executor<PortForwardOptions>(async (options, { root }, release) => {
  const place = connectRelease(root, options, release);
  const { kubectl, followKubectl } = place;
  await readInstalled(place);
  const manifest = await storedManifest(place);
  const name = chooseService(manifest, options.service, release);
  const service = await readServiceTarget(kubectl, name, release);
  const say = (message: string): void => console.log(`${release}: ${message}`);
  await untilStopped((stop) =>
    forwardService({
      kubectl,
      followKubectl,
      release,
      service,
      localPort: options.port ?? defaultPort(service.port),
      stop,
      say,
      onOpen: (port) =>
        say(`http://localhost:${port} forwards to Service ${name}, port ${service.port}`),
    }),
  );
});

function defaultPort(servicePort: number): number {
  return servicePort < lowestFreePort ? servicePort + systemPortOffset : servicePort;
}
