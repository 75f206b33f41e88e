import { UserError } from '@taskora/base/errors';
import type { Connection } from '../cluster/connect.ts';
import type { ServiceObject, ServiceTarget } from '../cluster/port-forward.ts';
import { forwardService, targetOf } from '../cluster/port-forward.ts';
import type { NamedAddress, ServiceName } from './service-addresses.ts';
import { serviceNamed } from './service-addresses.ts';

/** What asks the cluster in one namespace. */
type Place = Pick<Connection, 'followKubectl' | 'kubectl'>;

export interface ForwardsRequest {
  readonly release: string;
  readonly namespace: string;
  /** Names that the workspace deploys. */
  readonly releases: ReadonlySet<string>;
  readonly environment: string;
  connectTo(namespace: string): Place;
  readonly stop: AbortSignal;
  readonly say: (message: string) => void;
  readonly pollMilliseconds?: number;
}

/** Where an address of the environment is reached from this machine. */
export interface Forwards {
  /** `host:port` for an address that a Service has; undefined for any other. */
  localOf(address: NamedAddress): string | undefined;
  /** Rejects when one of them fails, and settles when all have ended. */
  readonly ended: Promise<unknown>;
}

/** A pod that is replaced is found within so long; connections wait for the next one. */
const pollMilliseconds = 2000;

/** Opens a port of this machine for each Service that is named, and keeps it over rollouts. */
export async function openForwards(
  addresses: readonly NamedAddress[],
  request: ForwardsRequest,
): Promise<Forwards> {
  const local = new Map<string, string>();
  const forwards: Promise<void>[] = [];
  const services = new Map<string, Promise<ServiceObject | undefined>>();
  for (const address of addresses) {
    const service = serviceNamed(address.host, request.namespace);
    if (service === undefined) continue;
    const id = `${service.namespace}/${service.name}`;
    const asked = services.get(id) ?? readService(service, request);
    services.set(id, asked);
    const found = await asked;
    if (found === undefined) {
      refuseMissing(service, address, request);
      continue;
    }
    const { externalName } = found.spec ?? {};
    const target = targetOf(service.name, found, address.port);
    if (externalName !== undefined && address.port !== undefined)
      local.set(keyOf(address), `${externalName}:${address.port}`);
    else if (target === undefined)
      request.say(`${shown(address)} selects no pods by that port, and is left as it is`);
    else {
      const key = `${id}:${target.port}`;
      const opened = local.get(key) ?? (await open(service, target, request, forwards));
      local.set(key, opened);
      local.set(keyOf(address), opened);
    }
  }
  return {
    localOf: (address) => local.get(keyOf(address)),
    ended: Promise.all(forwards),
  };
}

async function readService(
  { name, namespace }: ServiceName,
  { connectTo }: ForwardsRequest,
): Promise<ServiceObject | undefined> {
  const args = ['get', 'service', name, '--ignore-not-found', '--output', 'json'];
  const { exitCode, stdout } = await connectTo(namespace).kubectl.try(args);
  // A namespace that is no Service's may be one that nobody lets us see, such as the end of a public name.
  if (exitCode !== 0 || stdout.trim() === '') return undefined;
  return JSON.parse(stdout) as ServiceObject;
}

function open(
  { namespace }: ServiceName,
  service: ServiceTarget,
  { connectTo, release, stop, say, ...request }: ForwardsRequest,
  forwards: Promise<void>[],
): Promise<string> {
  const { kubectl, followKubectl } = connectTo(namespace);
  const name = `${service.name}:${service.port}`;
  return new Promise((resolve, reject) => {
    const forward = forwardService({
      kubectl,
      followKubectl,
      release,
      service,
      localPort: 0,
      stop,
      say: (message) => say(`${name}: ${message}`),
      onOpen: (port) => {
        say(`${name} of the environment is 127.0.0.1:${port} here`);
        resolve(`127.0.0.1:${port}`);
      },
      pollMilliseconds: request.pollMilliseconds ?? pollMilliseconds,
    });
    forwards.push(forward);
    forward.catch(reject);
  });
}

/** A name without a dot is one of this namespace. */
function refuseMissing(
  { name }: ServiceName,
  address: NamedAddress,
  { release, releases, namespace, environment, say }: ForwardsRequest,
): void {
  if (address.host.includes('.')) return;
  if (!releases.has(name)) {
    say(`${shown(address)} is no Service of namespace ${namespace}, and is left as it is`);
    return;
  }
  throw new UserError(
    'NXHELM_DEV_SERVICE',
    `it needs ${shown(address)}, and the release ${name} has no Service in namespace ${namespace}`,
    `npx nx run ${name}:helm-deploy -c ${environment}`,
    { project: release },
  );
}

function keyOf({ host, port }: NamedAddress): string {
  return `${host}|${port ?? ''}`;
}

function shown({ host, port }: NamedAddress): string {
  return port === undefined ? host : `${host}:${port}`;
}
