import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PlainObject } from '../base/plain-object.ts';
import { entryNamed, readKubeconfigs } from './kubeconfig.ts';

/** Where the API server of a context is, and how one makes oneself known there. */
export interface ApiAddress {
  readonly server: string;
  readonly ca: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly token?: string;
}

/**
 * All that is understood here; a context with any other field, such as a program that gives out tokens, a
 * proxy or another person to act as, is left to kubectl.
 */
const clusterFields = new Set([
  'server',
  'certificate-authority',
  'certificate-authority-data',
  'extensions',
]);
const userFields = new Set([
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'token',
]);

/** Undefined where kubectl has to be asked how to reach the cluster. */
export function apiAddress(files: readonly string[], context: string): ApiAddress | undefined {
  const configs = readKubeconfigs(files);
  const named = entryNamed(configs, 'contexts', context)?.fields ?? {};
  const cluster = entryNamed(configs, 'clusters', named['cluster']);
  const user = entryNamed(configs, 'users', named['user']);
  if (cluster === undefined || user === undefined) return undefined;
  if (!hasOnly(cluster.fields, clusterFields) || !hasOnly(user.fields, userFields))
    return undefined;
  const { server } = cluster.fields;
  const { token } = user.fields;
  const ca = credential(cluster, 'certificate-authority');
  const cert = credential(user, 'client-certificate');
  const key = credential(user, 'client-key');
  if (typeof server !== 'string' || !server.startsWith('https://') || ca === undefined) {
    return undefined;
  }
  if (typeof token === 'string' && token !== '') return { server, ca, token };
  return cert === undefined || key === undefined ? undefined : { server, ca, cert, key };
}

function hasOnly(fields: PlainObject, known: ReadonlySet<string>): boolean {
  return Object.keys(fields).every((name) => known.has(name));
}

/** It stands in the file itself, which then decides, or in another one that is named there. */
function credential(
  { fields, folder }: NonNullable<ReturnType<typeof entryNamed>>,
  name: string,
): Buffer | undefined {
  const { [`${name}-data`]: data, [name]: path } = fields;
  if (typeof data === 'string' && data !== '') return Buffer.from(data, 'base64');
  if (typeof path !== 'string' || path === '') return undefined;
  try {
    return readFileSync(resolve(folder, path));
  } catch {
    return undefined;
  }
}
