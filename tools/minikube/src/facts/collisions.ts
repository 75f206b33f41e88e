import { Problem } from '../errors.ts';
import { readOptional } from '../files.ts';
import { POD_NETWORK, SERVICE_NETWORK } from '../host/iptables.ts';
import { hostPath, type Settings } from '../settings.ts';
import { routes } from './routes.ts';

/** An address or a network that this machine uses, and what for. */
interface Use {
  readonly what: string;
  readonly network: string;
}

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'GOPROXY'];
const PEERS = ['SSH_CONNECTION'];
/** The bridge of the cluster itself, which a cluster that is brought back may have left. */
const CLUSTER_BRIDGE = 'bridge';

/**
 * Refuses where this machine already uses an address of the cluster's own networks: the guard rules
 * would cut it off from there. A wider route, such as a company's 10.0.0.0/8 or a VPN's half of
 * everything, says nothing about these addresses in particular.
 */
export function checkNetworks(settings: Settings): void {
  for (const taken of [SERVICE_NETWORK, POD_NETWORK]) {
    const use = uses(settings).find(({ network }) => isInside(network, taken));
    if (use === undefined) continue;
    throw new Problem(
      'NETWORK_TAKEN',
      `Kubernetes would take the network ${taken} for itself, and ${use.what} lies in it; this machine would be cut off from there`,
      'install minikube and Docker, whose node keeps its networks to itself, then run this command again',
    );
  }
}

function uses(settings: Settings): Use[] {
  const { ownAddresses } = settings;
  const isOfCluster = (device: string, network: string): boolean =>
    device === CLUSTER_BRIDGE && overlap(network, POD_NETWORK);
  const own = ownAddresses
    .filter(({ device, cidr }) => isAddress(cidr) && !isOfCluster(device, cidr))
    .map(({ device, cidr }) => ({
      what: `this machine's address ${cidr} (${device})`,
      network: cidr.replace(/\/\d+$/, ''),
    }));
  const routed = routes(settings)
    .filter(({ device, network }) => network !== '0.0.0.0/0' && !isOfCluster(device, network))
    .map(({ device, network }) => ({ what: `the route to ${network} (${device})`, network }));
  return [...own, ...routed, ...nameservers(settings), ...named(settings)];
}

function nameservers(settings: Settings): Use[] {
  const text = readOptional(hostPath(settings, '/etc/resolv.conf')) ?? '';
  return [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].flatMap(([, address = '']) =>
    isAddress(address) ? [{ what: `the nameserver ${address}`, network: address }] : [],
  );
}

/** Proxies count where they are named by an address; a name may lead anywhere tomorrow. */
function named({ environment }: Settings): Use[] {
  const names = [...PROXIES.flatMap((name) => [name, name.toLowerCase()]), ...PEERS];
  return names.flatMap((name) =>
    [...(environment[name] ?? '').matchAll(ADDRESS)].map(([address]) => ({
      what: `${address} of the variable ${name}`,
      network: address,
    })),
  );
}

const isAddress = (text: string): boolean => /^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(text);

function isInside(inner: string, outer: string): boolean {
  return parseNetwork(inner).bits >= parseNetwork(outer).bits && overlap(inner, outer);
}

/** Two networks overlap when they agree in the bits that both of them fix. */
function overlap(one: string, other: string): boolean {
  const [left, right] = [parseNetwork(one), parseNetwork(other)];
  const span = 2 ** (32 - Math.min(left.bits, right.bits));
  return Math.floor(left.number / span) === Math.floor(right.number / span);
}

function parseNetwork(text: string): { number: number; bits: number } {
  const [address = '', bits = '32'] = text.split('/');
  const number = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return { number, bits: Number(bits) };
}
