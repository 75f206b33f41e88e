import { lookup } from 'node:dns/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { connect } from 'node:net';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {import('./registry-addresses.mjs').Registry} Registry
 * @typedef {{ readonly registry: Registry, readonly date?: Date, readonly problem?: string }} Reached
 */

const LIMIT_SECONDS = 8;

/**
 * Tries to reach each registry as its tool would: its name is resolved by the system, and it, or
 * the proxy in front of it, has to answer. What it answers says only what time it is there.
 *
 * @param {readonly Registry[]} registries
 * @param {number} [limitSeconds] for each
 * @returns {Promise<Reached[]>}
 */
export function reachAll(registries, limitSeconds = LIMIT_SECONDS) {
  return Promise.all(registries.map((registry) => reach(registry, limitSeconds)));
}

/**
 * @param {Registry} registry
 * @param {number} limitSeconds
 * @returns {Promise<Reached>}
 */
async function reach(registry, limitSeconds) {
  const { address, proxy } = registry;
  const target = proxy === undefined ? address : new URL(proxy);
  const limit = AbortSignal.timeout(limitSeconds * 1000);
  try {
    // An error of the name resolution names the host; those of a connection name only its address.
    await Promise.race([lookup(target.hostname.replaceAll(/^\[|\]$/g, '')), failOn(limit)]);
    const date = proxy === undefined ? await askDate(address, limit) : await knock(target, limit);
    return { registry, ...(date === undefined ? {} : { date }) };
  } catch (error) {
    const problem = limit.aborted ? `no answer within ${limitSeconds} s` : messageOf(error);
    return { registry, problem };
  }
}

/**
 * @param {AbortSignal} limit
 * @returns {Promise<never>}
 */
function failOn(limit) {
  return new Promise((_resolve, reject) => {
    limit.addEventListener('abort', () => reject(new Error('time is over')), { once: true });
  });
}

/** @param {unknown} error */
function messageOf(error) {
  if (!(error instanceof Error)) return String(error);
  // Where all addresses of a name fail, each has an error of its own.
  const [first] = error instanceof AggregateError ? error.errors : [];
  const code = 'code' in error ? String(error.code) : '';
  return (first instanceof Error ? first.message : error.message) || code;
}

/**
 * @param {URL} target
 * @param {AbortSignal} signal
 * @returns {Promise<undefined>}
 */
function knock({ hostname, port, protocol }, signal) {
  const usual = protocol === 'https:' ? 443 : 80;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) || usual, signal });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve(undefined);
    });
  });
}

/**
 * Any answer will do. The certificate is left to the tools, which each trust others: a clock that is
 * wrong would make it fail here, and has a finding of its own. Nothing but the date is read.
 *
 * @param {URL} address
 * @param {AbortSignal} signal
 * @returns {Promise<Date | undefined>}
 */
function askDate(address, signal) {
  const { request } = address.protocol === 'https:' ? https : http;
  const options = { method: 'HEAD', agent: false, rejectUnauthorized: false, signal };
  return new Promise((resolve, reject) => {
    const call = request(address, options, (response) => {
      const date = new Date(response.headers.date ?? Number.NaN);
      resolve(Number.isNaN(date.getTime()) ? undefined : date);
      response.destroy();
    });
    call.once('error', reject);
    call.end();
  });
}

/**
 * @param {readonly Reached[]} reached
 * @returns {Finding[]}
 */
export function registryFindings(reached) {
  return reached.flatMap(({ registry, problem }) => {
    if (problem === undefined) return [];
    const { tool, address, settings } = registry;
    const proxy = registry.proxy === undefined ? undefined : new URL(registry.proxy);
    const through = proxy === undefined ? '' : ` through the proxy ${proxy.host}`;
    const what = `${tool} takes its packages from ${address.host}, which cannot be reached${through}: ${problem}`;
    const fix = `getent hosts ${(proxy ?? address).hostname} (${settings} shows where ${tool} has it from)`;
    return [{ code: 'REGISTRY_UNREACHABLE', what, fix }];
  });
}
