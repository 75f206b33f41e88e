import { homedir, networkInterfaces, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/**
 * @typedef {Readonly<Record<string, string | undefined>>} Environment
 * @typedef {{ readonly device: string, readonly cidr: string }} OwnAddress in the form 192.0.2.1/24
 *
 * What is known of the machine before anything is asked.
 *
 * @typedef {object} Machine
 * @property {string} workspace the checkout
 * @property {string} home
 * @property {string} temporary the folder for files of a moment
 * @property {string} root the folder below which the host's paths are resolved; tests give a temporary one
 * @property {NodeJS.Platform} platform
 * @property {number | undefined} userId 0 is root
 * @property {readonly OwnAddress[]} ownAddresses
 * @property {Environment} environment which child processes get
 *
 * @typedef {object} Derived
 * @property {string} tool the folder of this package, with its modules and host files
 * @property {string} cache the user's cache folder for the product; all that is built is kept there
 * @property {readonly string[]} searchPath
 * @property {readonly string[]} kubeconfigs
 *
 * @typedef {import('./workspace.mjs').Workspace & Machine & Derived} PreflightSettings
 */

/**
 * @param {string} workspace
 * @returns {Machine}
 */
export function thisMachine(workspace) {
  return {
    workspace,
    home: homedir(),
    temporary: tmpdir(),
    root: '/',
    platform: process.platform,
    userId: process.getuid?.(),
    ownAddresses: Object.entries(networkInterfaces()).flatMap(([device, addresses = []]) =>
      addresses.flatMap(({ cidr }) => (cidr === null ? [] : [{ device, cidr }])),
    ),
    environment: process.env,
  };
}

/**
 * @param {import('./workspace.mjs').Workspace} product
 * @param {Machine} machine
 * @returns {PreflightSettings}
 */
export function preflightSettings(product, machine) {
  const { environment, home } = machine;
  /** @param {string} name */
  const paths = (name) => environment[name]?.split(delimiter).filter(Boolean);
  return {
    ...product,
    ...machine,
    tool: join(machine.workspace, 'tools', 'minikube'),
    cache: resolve(environment['XDG_CACHE_HOME'] || join(home, '.cache'), product.name),
    searchPath: paths('PATH') ?? [],
    kubeconfigs: (environment['KUBECONFIG'] && paths('KUBECONFIG')) || [
      join(home, '.kube', 'config'),
    ],
  };
}
