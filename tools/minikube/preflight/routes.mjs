import { join } from 'node:path';
import { readText } from './host.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {{ readonly device: string, readonly network: string }} Route a network in the form 192.0.2.0/24
 */

/**
 * The kernel's IPv4 routes, read without any program, since none may be installed yet.
 *
 * @param {{ readonly root: string }} machine
 * @returns {Route[]}
 */
export function routes({ root }) {
  const text = readText(join(root, '/proc/net/route')) ?? '';
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [device = '', destination = '', , , , , , mask = ''] = line.split(/\s+/);
      if (destination === '' || mask === '') return [];
      return [{ device, network: `${addressFromHex(destination)}/${bitsFromHex(mask)}` }];
    });
}

/**
 * The kernel prints an address as a number of this machine, so its last byte comes first.
 *
 * @param {string} hex
 */
function addressFromHex(hex) {
  const bytes = Buffer.from(hex, 'hex');
  return [...bytes.reverse()].join('.');
}

/** @param {string} hex */
const bitsFromHex = (hex) => Number.parseInt(hex, 16).toString(2).replaceAll('0', '').length;

/**
 * The device that packets for the rest of the world leave by, or nothing.
 *
 * @param {{ readonly root: string }} machine
 */
export function findDefaultDevice(machine) {
  return routes(machine).find(({ network }) => network === '0.0.0.0/0')?.device;
}

/** @type {Finding} */
export const noDefaultRoute = {
  code: 'NO_DEFAULT_ROUTE',
  what: 'this machine has no default route, and Kubernetes needs one to find its own address',
  fix: 'ip route add default via GATEWAY (the address of your router)',
};
