import { BlockList, isIPv4 } from 'node:net';
import { join } from 'node:path';
import { readText } from './host.mjs';
import { routes } from './routes.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {{ readonly what: string, readonly network: string }} Use an address or a network that this
 *   machine uses, and what for
 * @typedef {object} Machine
 * @property {string} root
 * @property {readonly { readonly device: string, readonly cidr: string }[]} ownAddresses
 * @property {Readonly<Record<string, string | undefined>>} environment
 */

export const SERVICE_NETWORK = '10.96.0.0/12';
export const POD_NETWORK = '10.244.0.0/16';

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'GOPROXY'];
const PEERS = ['SSH_CONNECTION'];
/** The bridge of the cluster itself, which a cluster that is brought back may have left. */
const CLUSTER_BRIDGE = 'bridge';

/**
 * What is wrong where this machine already uses an address of the cluster's own networks: the guard rules
 * would cut it off from there. A wider route, such as a company's 10.0.0.0/8 or a VPN's half of
 * everything, says nothing about these addresses in particular.
 *
 * @param {Machine} machine
 * @returns {Finding | undefined}
 */
export function networkFinding(machine) {
  for (const taken of [SERVICE_NETWORK, POD_NETWORK]) {
    const use = uses(machine).find(({ network }) => isInside(network, taken));
    if (use === undefined) continue;
    return {
      code: 'NETWORK_TAKEN',
      what: `Kubernetes would take the network ${taken} for itself, and ${use.what} lies in it; this machine would be cut off from there`,
      fix: 'install minikube and Docker, whose node keeps its networks to itself',
    };
  }
  return undefined;
}

/**
 * @param {Machine} machine
 * @returns {Use[]}
 */
function uses(machine) {
  const { ownAddresses } = machine;
  /** @type {(device: string, network: string) => boolean} */
  const isOfCluster = (device, network) =>
    device === CLUSTER_BRIDGE && isInside(network, POD_NETWORK);
  const own = ownAddresses
    .filter(({ device, cidr }) => isAddress(cidr) && !isOfCluster(device, cidr))
    .map(({ device, cidr }) => ({
      what: `this machine's address ${cidr} (${device})`,
      network: cidr.replace(/\/\d+$/, ''),
    }));
  const routed = routes(machine)
    .filter(({ device, network }) => network !== '0.0.0.0/0' && !isOfCluster(device, network))
    .map(({ device, network }) => ({ what: `the route to ${network} (${device})`, network }));
  return [...own, ...routed, ...nameservers(machine), ...named(machine)];
}

/**
 * @param {Machine} machine
 * @returns {Use[]}
 */
function nameservers({ root }) {
  const text = readText(join(root, '/etc/resolv.conf')) ?? '';
  return [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].flatMap(([, address = '']) =>
    isAddress(address) ? [{ what: `the nameserver ${address}`, network: address }] : [],
  );
}

/**
 * Proxies count where they are named by an address; a name may lead anywhere tomorrow.
 *
 * @param {Machine} machine
 * @returns {Use[]}
 */
function named({ environment }) {
  const names = [...PROXIES.flatMap((name) => [name, name.toLowerCase()]), ...PEERS];
  return names.flatMap((name) =>
    [...(environment[name] ?? '').matchAll(ADDRESS)].map(([address]) => ({
      what: `${address} of the variable ${name}`,
      network: address,
    })),
  );
}

/** @param {string} text */
const isAddress = (text) => isIPv4(text.replace(/\/\d+$/, ''));

/**
 * Whether a network, or an address, lies in another network.
 *
 * @param {string} inner
 * @param {string} outer
 */
function isInside(inner, outer) {
  const [address = '', bits = '32'] = inner.split('/');
  const [network = '', prefix = ''] = outer.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(prefix));
  return Number(bits) >= Number(prefix) && list.check(address);
}
