import { readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { namesIn, readText } from './host.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {{ readonly pid: number, readonly name: string }} Listener
 */

/** What a control plane on this machine itself listens on, and who does. */
export const CONTROL_PLANE_PORTS = {
  8443: 'the API server',
  2379: 'etcd',
  2380: 'etcd',
  2381: 'etcd',
  10248: 'kubelet',
  10249: 'kube-proxy',
  10250: 'kubelet',
  10256: 'kube-proxy',
  10257: 'the controller manager',
  10259: 'the scheduler',
};

/**
 * Whether anything listens on a port, found by trying to.
 *
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
export function isPortTaken(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(false)));
  });
}

const LISTENING = '0A';

/**
 * The process that listens on a port, where the system lets us see it.
 *
 * @param {number} port
 * @returns {Listener | undefined}
 */
export function listenerOf(port) {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readRows(file));
  const row = rows.find((one) => one[1]?.endsWith(`:${hexPort}`) === true && one[3] === LISTENING);
  const socket = `socket:[${row?.[9] ?? ''}]`;
  const pid = namesIn('/proc').find((name) => /^\d+$/.test(name) && holds(name, socket));
  if (row === undefined || pid === undefined) return undefined;
  return { pid: Number(pid), name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim() };
}

/** @param {string} file */
function readRows(file) {
  const lines = (readText(file) ?? '').split('\n').slice(1);
  return lines.map((line) => line.trim().split(/\s+/));
}

/**
 * @param {string} pid
 * @param {string} socket
 */
function holds(pid, socket) {
  return namesIn(`/proc/${pid}/fd`).some((name) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${name}`) === socket;
    } catch {
      return false;
    }
  });
}

/**
 * What is wrong where anybody but the cluster itself listens on a port.
 *
 * @param {number} port
 * @param {string} use what the port is for, such as `kubelet listens there`
 * @param {(pid: number) => boolean} [isCluster]
 * @returns {Promise<Finding | undefined>}
 */
export async function portFinding(port, use, isCluster = () => false) {
  const taken = (await isPortTaken(port, '0.0.0.0')) || (await isPortTaken(port, '::'));
  if (!taken) return undefined;
  const holder = listenerOf(port);
  if (holder !== undefined && isCluster(holder.pid)) return undefined;
  const who = holder === undefined ? '' : ` by ${holder.name} (process ${holder.pid})`;
  return {
    code: 'PORT_TAKEN',
    what: `port ${port} is taken${who}, and ${use}`,
    fix:
      holder === undefined
        ? `end the program that ss -ltnp 'sport = :${port}' shows`
        : `kill ${holder.pid}`,
  };
}

/** @type {(settings: { readonly product: string }) => string} */
export const servedThere = ({ product }) => `the cluster serves ${product} there`;

/**
 * @param {boolean} controlPlane whether a control plane is going to run on this machine itself
 * @param {{ readonly product: string, readonly nodePorts: Readonly<Record<string, number>> }} settings
 * @returns {Promise<Finding[]>}
 */
export async function portFindings(controlPlane, settings) {
  const ofPlane = controlPlane ? Object.entries(CONTROL_PLANE_PORTS) : [];
  const wanted = [
    ...Object.values(settings.nodePorts).map(
      (port) => /** @type {const} */ ([port, servedThere(settings)]),
    ),
    ...ofPlane.map(([port, who]) => /** @type {const} */ ([Number(port), `${who} listens there`])),
  ];
  const found = await Promise.all(wanted.map(([port, use]) => portFinding(port, use)));
  return found.filter((finding) => finding !== undefined);
}
