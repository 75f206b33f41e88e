import { homedir, networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * All that the preflight knows of the machine before it looks; nothing else here reads the environment.
 *
 * @typedef {object} PreflightSettings
 * @property {string} workspace
 * @property {string} cache
 * @property {string} temporary the folder for files of a moment
 * @property {string} root the folder below which the host's paths are looked up
 * @property {number | undefined} userId 0 is root
 * @property {readonly { readonly device: string, readonly cidr: string }[]} ownAddresses
 * @property {readonly string[]} searchPath
 * @property {readonly string[]} kubeconfigs
 * @property {Readonly<Record<string, string | undefined>>} environment
 */

/**
 * @param {string} workspace
 * @returns {PreflightSettings}
 */
export function readSettings(workspace) {
  const { env } = process;
  const home = homedir();
  return {
    workspace,
    cache: resolve(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'taskora'),
    temporary: tmpdir(),
    root: '/',
    userId: process.getuid?.(),
    ownAddresses: addressesOfDevices(),
    searchPath: (env['PATH'] ?? '').split(':').filter(Boolean),
    kubeconfigs: env['KUBECONFIG']?.split(':').filter(Boolean) ?? [join(home, '.kube', 'config')],
    environment: env,
  };
}

export function addressesOfDevices() {
  return Object.entries(networkInterfaces()).flatMap(([device, addresses = []]) =>
    addresses.flatMap(({ cidr }) => (cidr === null ? [] : [{ device, cidr }])),
  );
}
